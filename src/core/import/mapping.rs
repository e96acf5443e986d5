//! Which column of a table is what: guessed from its headings in English and Chinese and from its values, and changed by
//! the reader. A table that this program wrote says so itself.

use super::dates::{DayOrder, names_month, order_of};
use super::dictionary::folded;
use super::numbers::{DecimalMark, likeliest_mark, says_nothing};
use super::table::{Row, Table};
use crate::export::budget_csv::Column;
use crate::plan::money::Currency;

/// What a column is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing that is taken.
    #[default]
    Ignored,
    /// A field of the line.
    Field(Column),
    /// The first day of spending.
    Start,
    /// The last day of spending.
    End,
    /// What is spent in the month that the heading names. Several columns may be that.
    Month,
}

impl Meaning {
    /// Every meaning a reader can choose for a column, in the order in which they are offered.
    pub const CHOICES: [Meaning; 20] = [
        Meaning::Ignored,
        Meaning::Field(Column::What),
        Meaning::Field(Column::Quantity),
        Meaning::Field(Column::Unit),
        Meaning::Field(Column::UnitPrice),
        Meaning::Field(Column::Amount),
        Meaning::Month,
        Meaning::Field(Column::Currency),
        Meaning::Field(Column::Phase),
        Meaning::Field(Column::Channel),
        Meaning::Field(Column::Category),
        Meaning::Field(Column::When),
        Meaning::Start,
        Meaning::End,
        Meaning::Field(Column::Status),
        Meaning::Field(Column::Committed),
        Meaning::Field(Column::Actual),
        Meaning::Field(Column::PaysFor),
        Meaning::Field(Column::Owner),
        Meaning::Field(Column::Note),
    ];

    /// Whether its cells hold numbers.
    pub fn is_number(self) -> bool {
        use Column::{Actual, Amount, Committed, Quantity, UnitPrice};
        matches!(self, Meaning::Month | Meaning::Field(Quantity | UnitPrice | Amount | Committed | Actual))
    }

    /// Whether its cells hold money.
    pub fn is_money(self) -> bool {
        self.is_number() && self != Meaning::Field(Column::Quantity)
    }
}

/// What a column is, and what its heading says of its numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ColumnUse {
    /// What it is.
    pub meaning: Meaning,
    /// Noughts to add: four for 万元.
    pub power: u8,
}

/// How a table is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The row with the headings, as an index into the table's rows; the lines begin under it.
    pub heading: Option<usize>,
    /// Each column's use.
    pub columns: Vec<ColumnUse>,
    /// Whether this program wrote the table.
    pub own: bool,
    /// The currency of the plan that it was written from, where it says so.
    pub currency: Option<Currency>,
    /// The mark before decimals.
    pub mark: DecimalMark,
    /// Which of two short numbers of a date is the day.
    pub order: DayOrder,
}

/// How far down a heading row is looked for.
const SEARCHED: usize = 30;
/// How many rows are looked at to tell what a column holds.
const SAMPLED: usize = 200;

impl Mapping {
    /// The likeliest mapping.
    pub fn guess(table: &Table) -> Mapping {
        let rows = table.rows.iter().take(SEARCHED).enumerate();
        if let Some((at, own)) = rows.clone().find_map(|(at, row)| own_columns(row).map(|own| (at, own))) {
            let (columns, currency) = own;
            return Mapping {
                heading: Some(at),
                columns,
                own: true,
                currency,
                mark: DecimalMark::Point,
                order: DayOrder::Unknown,
            };
        }
        let score = |row: &Row| row.cells.iter().filter(|cell| meaning_of(cell).is_some() || names_month(cell)).count();
        let best = rows.map(|(at, row)| (score(row), at)).filter(|(score, _)| *score > 0);
        // The first of the best: a heading may be repeated further down.
        let found = best.max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)));
        // One word alone is a heading only where the table has nothing else.
        let heading = found.filter(|&(score, at)| score > 1 || table.rows[at].cells.len() == 1).map(|(_, at)| at);
        Mapping::under(table, heading.or_else(|| heading_by_kind(table)))
    }

    /// The likeliest mapping of a table whose headings stand in that row, or that has none.
    pub fn under(table: &Table, heading: Option<usize>) -> Mapping {
        let mut columns = vec![ColumnUse::default(); table.width()];
        if let Some(row) = heading.and_then(|at| table.rows.get(at)) {
            name_months(&mut columns, row);
            name_columns(&mut columns, row);
        }
        let mut mapping = Mapping {
            heading,
            columns,
            own: false,
            currency: None,
            mark: DecimalMark::Point,
            order: DayOrder::Unknown,
        };
        mapping.find_missing(table);
        mapping.look(table);
        mapping
    }

    /// Gives a column another meaning. One that held it is taken no more.
    pub fn set(&mut self, table: &Table, column: usize, meaning: Meaning) {
        if meaning != Meaning::Ignored && meaning != Meaning::Month {
            for other in &mut self.columns {
                if other.meaning == meaning {
                    other.meaning = Meaning::Ignored;
                }
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.meaning = meaning;
        }
        self.look(table);
    }

    /// The rows under the headings.
    pub fn body<'a>(&self, table: &'a Table) -> &'a [Row] {
        table.rows.get(self.heading.map_or(0, |at| at + 1)..).unwrap_or_default()
    }

    /// The heading of a column; empty where there is none.
    pub fn heading_of<'a>(&self, table: &'a Table, column: usize) -> &'a str {
        self.heading.and_then(|at| table.rows.get(at)).map_or("", |row| row.cell(column))
    }

    /// The column of that meaning.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns.iter().position(|column| column.meaning == meaning)
    }

    /// What can be told from the values once the columns are known.
    fn look(&mut self, table: &Table) {
        let of = |wanted: &dyn Fn(Meaning) -> bool| -> Vec<&str> {
            let columns = self.columns.iter().enumerate().filter(|(_, column)| wanted(column.meaning));
            let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
            let rows = self.body(table).iter().take(SAMPLED);
            rows.flat_map(|row| columns.iter().map(|&at| row.cell(at))).collect()
        };
        let dates = of(&|meaning| matches!(meaning, Meaning::Field(Column::When) | Meaning::Start | Meaning::End));
        let order = order_of(dates.into_iter(), None);
        // A workbook's numbers have a point; text in it is as its writer has it, but too rare to tell.
        let mark = if table.is_typed() {
            DecimalMark::Point
        } else {
            likeliest_mark(of(&Meaning::is_number).into_iter(), table.delimiter)
        };
        (self.order, self.mark) = (order, mark);
    }

    /// A line needs a text and an amount: where no heading says which column has them, the values do.
    fn find_missing(&mut self, table: &Table) {
        let rows: Vec<&Row> = self.body(table).iter().take(SAMPLED).collect();
        // A column whose heading says that it is numbered through is not free.
        let numbered: Vec<bool> =
            (0..self.columns.len()).map(|at| is_serial_heading(self.heading_of(table, at))).collect();
        let free = |columns: &[ColumnUse]| -> Vec<usize> {
            (0..columns.len()).filter(|&at| columns[at].meaning == Meaning::Ignored && !numbered[at]).collect()
        };
        if self.column(Meaning::Field(Column::What)).is_none() {
            // The most telling text: the one with the most letters that no number is made of.
            let letters = |at: usize| -> usize {
                rows.iter()
                    .map(|row| row.cell(at))
                    .filter(|cell| !looks_numeric(cell))
                    .map(|cell| cell.chars().count())
                    .sum()
            };
            let best = free(&self.columns).into_iter().map(|at| (letters(at), at)).filter(|(letters, _)| *letters > 0);
            if let Some((_, at)) = best.max_by_key(|&(letters, at)| (letters, std::cmp::Reverse(at))) {
                self.columns[at].meaning = Meaning::Field(Column::What);
            }
        }
        let money = [Meaning::Field(Column::Amount), Meaning::Field(Column::UnitPrice), Meaning::Month];
        let priced = money.into_iter().any(|meaning| self.column(meaning).is_some());
        if !priced {
            let numbers = |at: usize| -> (usize, usize) {
                let numeric = rows.iter().map(|row| row.cell(at)).filter(|cell| looks_numeric(cell));
                let digits = numeric.clone().map(|cell| cell.bytes().filter(u8::is_ascii_digit).count()).sum();
                (numeric.count(), digits)
            };
            let filled = |at: usize| rows.iter().filter(|row| !row.cell(at).trim().is_empty()).count();
            let mostly = |at: &usize| numbers(*at).0 > 0 && numbers(*at).0 * 10 >= filled(*at) * 6;
            if let Some(at) = free(&self.columns).into_iter().filter(mostly).max_by_key(|&at| (numbers(at).1, at)) {
                self.columns[at].meaning = Meaning::Field(Column::Amount);
            }
        }
    }
}

/// The columns of a heading row that this program wrote, and the currency in it. Some may have been taken out since.
fn own_columns(row: &Row) -> Option<(Vec<ColumnUse>, Option<Currency>)> {
    let mut currency = None;
    let columns: Vec<ColumnUse> = row
        .cells
        .iter()
        .map(|cell| {
            let key = cell.trim().strip_suffix(']').and_then(|cell| cell.rsplit_once('[')).map_or("", |(_, key)| key);
            let (key, detail) = key.split_once(':').unwrap_or((key, ""));
            currency = currency.or_else(|| Currency::from_code(detail));
            let meaning = Column::from_key(key).map_or(Meaning::Ignored, Meaning::Field);
            ColumnUse { meaning, power: 0 }
        })
        .collect();
    let has = |column| columns.iter().any(|known: &ColumnUse| known.meaning == Meaning::Field(column));
    (has(Column::Id) && has(Column::What)).then_some((columns, currency))
}

/// Without a known word: a row of texts only, with a row under it that has numbers.
fn heading_by_kind(table: &Table) -> Option<usize> {
    table.rows.windows(2).take(SEARCHED).position(|pair| {
        let texts =
            pair[0].cells.len() > 1 && pair[0].cells.iter().all(|cell| !cell.trim().is_empty() && !looks_numeric(cell));
        texts && pair[1].cells.iter().any(|cell| looks_numeric(cell))
    })
}

fn name_columns(columns: &mut [ColumnUse], row: &Row) {
    let mut found: Vec<(u8, usize, Meaning)> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        if let Some((meaning, certain)) = meaning_of(cell) {
            found.push((u8::from(!certain), at, meaning));
        }
    }
    // The surer first, then the one further left: each meaning goes to one column.
    found.sort_by_key(|(doubt, at, _)| (*doubt, *at));
    for (_, at, meaning) in found {
        let is_free = columns[at].meaning == Meaning::Ignored;
        if is_free && columns.iter().all(|column| column.meaning != meaning) {
            let power = if meaning.is_money() { power_of(row.cell(at)) } else { 0 };
            columns[at] = ColumnUse { meaning, power };
        }
    }
}

/// A run of months across is what is spent in each; one alone may be anything.
fn name_months(columns: &mut [ColumnUse], row: &Row) {
    let months: Vec<usize> = (0..row.cells.len()).filter(|&at| names_month(row.cell(at))).collect();
    if months.len() > 1 {
        for at in months {
            columns[at] = ColumnUse { meaning: Meaning::Month, power: power_of(row.cell(at)) };
        }
    }
}

/// Noughts that a heading adds: 万元 four, 千元 and k three.
fn power_of(heading: &str) -> u8 {
    let heading = heading.to_lowercase();
    let thousands = ["千元", "(k", "（k", "'000", "’000", "thousand", "k$", "k¥"];
    if heading.contains("百万") || heading.contains("million") {
        6
    } else if heading.contains('万') {
        4
    } else if thousands.iter().any(|word| heading.contains(word)) {
        3
    } else {
        0
    }
}

fn is_serial_heading(heading: &str) -> bool {
    matches!(
        folded(heading).as_str(),
        "序号" | "编号" | "no" | "#" | "id" | "号" | "行号" | "项次" | "序" | "number" | "seq"
    )
}

fn looks_numeric(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits > 0 && digits * 2 >= cell.chars().filter(|letter| letter.is_alphanumeric()).count() && !says_nothing(cell)
}

/// What a heading means, and whether it says so in so many words.
fn meaning_of(heading: &str) -> Option<(Meaning, bool)> {
    /// Headings as they stand. What is in parentheses is left out before they are compared.
    const WHOLE: [(Meaning, &[&str]); 18] = [
        (
            Meaning::Field(Column::What),
            &[
                "项目",
                "描述",
                "内容",
                "明细",
                "名称",
                "事项",
                "说明",
                "项目名称",
                "费用明细",
                "具体内容",
                "项目内容",
                "购买内容",
                "支出项目",
                "费用项目",
                "预算项目",
                "活动内容",
                "活动名称",
                "item",
                "items",
                "description",
                "what",
                "line item",
                "name",
                "activity",
                "task",
                "detail",
                "details",
                "item description",
                "expense",
                "deliverable",
                "campaign",
                "what is bought",
            ],
        ),
        (
            Meaning::Field(Column::Quantity),
            &[
                "数量",
                "次数",
                "场次",
                "件数",
                "个数",
                "篇数",
                "天数",
                "份数",
                "人数",
                "qty",
                "quantity",
                "count",
                "units",
                "volume",
                "no of units",
                "how many",
                "pcs",
            ],
        ),
        (
            Meaning::Field(Column::Unit),
            &["单位", "计量单位", "计价单位", "unit", "uom", "unit of measure", "counted in", "measure"],
        ),
        (
            Meaning::Field(Column::UnitPrice),
            &[
                "单价",
                "价格",
                "均价",
                "报价",
                "unit price",
                "price",
                "rate",
                "unit cost",
                "cost per unit",
                "price per unit",
                "cpm",
                "cpc",
            ],
        ),
        (
            Meaning::Field(Column::Amount),
            &[
                "金额",
                "预算",
                "费用",
                "总价",
                "合计",
                "小计",
                "总额",
                "预算金额",
                "预算费用",
                "费用预算",
                "计划金额",
                "总金额",
                "投入",
                "总费用",
                "预估费用",
                "成本",
                "总预算",
                "amount",
                "cost",
                "budget",
                "total",
                "subtotal",
                "total cost",
                "total amount",
                "planned",
                "budgeted",
                "estimated cost",
                "estimate",
                "spend",
                "planned cost",
                "planned amount",
                "budget amount",
                "line total",
                "value",
            ],
        ),
        (Meaning::Field(Column::Currency), &["币种", "货币", "currency", "ccy"]),
        (Meaning::Field(Column::Phase), &["阶段", "推广阶段", "项目阶段", "时期", "phase", "stage", "milestone"]),
        (
            Meaning::Field(Column::Channel),
            &[
                "渠道",
                "推广渠道",
                "投放渠道",
                "平台",
                "媒体",
                "媒介",
                "投放平台",
                "channel",
                "platform",
                "medium",
                "media channel",
                "marketing channel",
            ],
        ),
        (
            Meaning::Field(Column::Category),
            &[
                "类别",
                "科目",
                "分类",
                "类型",
                "费用类别",
                "费用类型",
                "费用科目",
                "预算科目",
                "大类",
                "category",
                "type",
                "kind",
                "cost type",
                "expense type",
                "cost category",
                "account",
                "kind of cost",
            ],
        ),
        (
            Meaning::Field(Column::When),
            &[
                "日期",
                "时间",
                "执行时间",
                "投放时间",
                "排期",
                "月份",
                "周期",
                "执行日期",
                "投放日期",
                "活动时间",
                "date",
                "dates",
                "when",
                "month",
                "timing",
                "period",
                "schedule",
                "when it is spent",
            ],
        ),
        (
            Meaning::Start,
            &[
                "开始",
                "开始日期",
                "开始时间",
                "起始日期",
                "起始时间",
                "起",
                "start",
                "start date",
                "from",
                "begins",
                "begin",
                "first day",
            ],
        ),
        (
            Meaning::End,
            &[
                "结束",
                "结束日期",
                "结束时间",
                "截止日期",
                "截止时间",
                "截止",
                "止",
                "end",
                "end date",
                "to",
                "until",
                "ends",
                "finish",
                "due",
                "last day",
                "due date",
            ],
        ),
        (Meaning::Field(Column::Status), &["状态", "进度", "执行状态", "付款状态", "status", "state", "progress"]),
        (
            Meaning::Field(Column::Committed),
            &["已承诺", "已签约", "合同金额", "已下单", "committed", "po amount", "ordered", "contracted"],
        ),
        (
            Meaning::Field(Column::Actual),
            &[
                "实际",
                "实际金额",
                "实际花费",
                "实际费用",
                "实际支出",
                "实际成本",
                "已花",
                "已支出",
                "已发生",
                "actual",
                "actuals",
                "actual cost",
                "actual amount",
                "actual spend",
                "spent",
            ],
        ),
        (
            Meaning::Field(Column::PaysFor),
            &["对应活动", "合作方", "供应商", "partner", "vendor", "supplier", "pays for"],
        ),
        (
            Meaning::Field(Column::Owner),
            &[
                "负责人",
                "责任人",
                "执行人",
                "经办人",
                "对接人",
                "跟进人",
                "owner",
                "responsible",
                "assignee",
                "lead",
                "person",
                "assigned to",
                "contact",
                "who",
            ],
        ),
        (
            Meaning::Field(Column::Note),
            &["备注", "注释", "补充说明", "附注", "notes", "note", "remarks", "remark", "comment", "comments", "memo"],
        ),
    ];
    /// Words within a heading that tell it apart, the more telling first.
    const WITHIN: [(Meaning, &[&str]); 16] = [
        (Meaning::Field(Column::Note), &["备注", "note", "remark", "comment"]),
        (Meaning::Field(Column::Owner), &["负责", "owner", "responsible"]),
        (Meaning::Start, &["开始", "起始", "start"]),
        (Meaning::End, &["结束", "截止", "enddate", "finish"]),
        (Meaning::Field(Column::Actual), &["实际", "actual"]),
        (Meaning::Field(Column::Committed), &["已承诺", "committed"]),
        (Meaning::Field(Column::UnitPrice), &["单价", "unitprice", "unitcost", "priceper", "costper"]),
        (Meaning::Field(Column::Quantity), &["数量", "quantity", "qty"]),
        (Meaning::Field(Column::Phase), &["阶段", "phase"]),
        (Meaning::Field(Column::Channel), &["渠道", "channel", "platform"]),
        (Meaning::Field(Column::Category), &["科目", "类别", "category"]),
        (Meaning::Field(Column::Amount), &["金额", "费用", "预算", "amount", "budget", "cost", "总价"]),
        (Meaning::Field(Column::When), &["日期", "时间", "date", "月份"]),
        (Meaning::Field(Column::Status), &["状态", "status"]),
        (Meaning::Field(Column::What), &["项目", "内容", "描述", "description", "item"]),
        (Meaning::Field(Column::Currency), &["币种", "currency"]),
    ];
    if heading.chars().count() > 40 || looks_numeric(heading) {
        return None;
    }
    let text = folded(heading.split(['(', '（', '[', '【']).next().unwrap_or_default());
    let text = if text.is_empty() { folded(heading) } else { text };
    if text.is_empty() || is_serial_heading(heading) {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, names)| names.iter().any(|name| folded(name) == text));
    if let Some((meaning, _)) = whole {
        return Some((*meaning, true));
    }
    let within = WITHIN.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    // A long text that has such a word in it is a sentence, not a heading.
    within.filter(|_| text.chars().count() <= 16).map(|(meaning, _)| (*meaning, false))
}
