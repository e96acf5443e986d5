//! The seed inputs of the cases: the project's examples and fixtures.

use std::path::Path;
use std::{fs, io};

/// Files by their kind.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Plan files.
    pub plans: Vec<Vec<u8>>,
    /// Tables as text: delimited, or web pages.
    pub tables: Vec<Vec<u8>>,
    /// Workbooks.
    pub workbooks: Vec<Vec<u8>>,
}

/// Small tables as other programs write them, since the fixtures are few and large.
const TABLES: [&str; 9] = [
    "What,Phase,Channel,Quantity,Unit price,Amount\nPosters,Seed users,WeChat,100,2.50,250.00\nStalls,,Offline,8,800,6400\nTotal,,,,,6650\n",
    "项目;阶段;渠道;数量;单价(元);金额（万元）\n海报;种子期;微信公众号;1 000;2,5;0,25\n地推;初始用户期;线下;8;800;0,64\n合计;;;;;0,89\n",
    "Description\tStart\tEnd\tCost\nAds\t31/12/2026\t2027-01-31\t$1,234.56\nAds\t1/2/27\t3/2/27\t(99)\n",
    "Campaign name|Day|Amount spent (EUR)|Results\nSpring|2027-03-01|12.345,67|89\nSpring|2027-03-02|—|0\n",
    "\"What, quoted\nover lines\",\"Amount \"\"gross\"\"\"\r\n=1+1,'-5\r\n",
    "<html><body><table><tr><th>What<th>Jan<th>Feb<th>Total<tr><td rowspan=2>Ads<td>1<td>2<td>3<tr><td colspan=2>&nbsp;x&#20803;</td></table><table><tr><td>y</table>",
    "Date,Spend,Clicks\n2027-03-01,100,10\n2027-03-02,,11\n3 March,\u{ff11}\u{ff12}0,1e3\n",
    "Q1 2027,Q2 2027,Q3 2027,Q4 2027\n1.000,2.000,3.000,4.000\n",
    "sep=;\nDépense;Montant\nAffiches;1\u{202f}234,50 €\n",
];

impl Corpus {
    /// Reads it from the folders of the project.
    pub fn load() -> io::Result<Corpus> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut corpus = Corpus { tables: TABLES.map(|table| table.as_bytes().to_vec()).to_vec(), ..Corpus::default() };
        for folder in ["src/core/plan/catalogue/examples", "tests/fixtures"] {
            corpus.add(&root.join(folder))?;
        }
        if corpus.plans.is_empty() || corpus.workbooks.is_empty() {
            return Err(io::Error::other("no examples or workbooks: the corpus has moved"));
        }
        Ok(corpus)
    }

    fn add(&mut self, folder: &Path) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
        // Cases are reproduced by their number, so the order must be the same on every machine.
        entries.sort();
        for path in entries {
            if path.is_dir() {
                self.add(&path)?;
                continue;
            }
            let list = match path.extension().and_then(|ending| ending.to_str()) {
                Some("json") => &mut self.plans,
                Some("csv" | "tsv" | "html" | "htm" | "md" | "txt") => &mut self.tables,
                Some("xlsx" | "xlsm") => &mut self.workbooks,
                _ => continue,
            };
            let bytes = fs::read(&path)?;
            if bytes.len() < 400_000 {
                list.push(bytes);
            }
        }
        Ok(())
    }
}
