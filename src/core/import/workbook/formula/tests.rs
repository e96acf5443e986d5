use super::*;

/// A1 = 2, A2 = 3, A3 = 5, B1 = 10, B2 = "text", B3 = 20, C1 = unknown, C3 = a subtotal of 7. The formula is in this row.
struct TestSheet(usize);

impl CellSource for TestSheet {
    fn value(&mut self, _: usize, column: usize, row: usize) -> FormulaValue {
        match (column, row) {
            (0, 1) => FormulaValue::Number(2.0),
            (0, 2) => FormulaValue::Number(3.0),
            (0, 3) => FormulaValue::Number(5.0),
            (1, 1) => FormulaValue::Number(10.0),
            (1, 2) => FormulaValue::Text("text".to_owned()),
            (1, 3) => FormulaValue::Number(20.0),
            (2, 1) => FormulaValue::Unknown,
            (2, 3) => FormulaValue::Number(7.0),
            _ => FormulaValue::Empty,
        }
    }

    fn values(&mut self, area: FormulaRange, subtotals: bool) -> Option<Vec<((usize, usize), FormulaValue)>> {
        let mut found = Vec::new();
        for row in area.rows.0..=area.rows.1.min(3) {
            for column in area.columns.0..=area.columns.1.min(2) {
                let value = self.value(0, column, row);
                if value != FormulaValue::Empty && (subtotals || (column, row) != (2, 3)) {
                    found.push(((column - area.columns.0, row - area.rows.0), value));
                }
            }
        }
        Some(found)
    }

    fn sheet(&mut self, name: Option<&str>) -> Option<usize> {
        name.is_none_or(|name| name == "Plan" || name == "Q1 'draft'").then_some(0)
    }

    fn defined_name(&mut self, name: &str) -> Option<String> {
        let text = match name {
            "budget" => "Plan!$A$1:$A$3",
            "twice" => "budget_of_one*2",
            "budget_of_one" => "=$A$1",
            "relative" => "Plan!A1",
            "itself" => "itself+1",
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn table_column(&mut self, table: &str, column: &str) -> Option<FormulaRange> {
        let columns = match (table, column) {
            ("Costs", "Net") => (0, 0),
            ("Costs", "Gross [all]") => (1, 1),
            _ => return None,
        };
        Some(FormulaRange { sheet: 0, columns, rows: (1, 3) })
    }

    fn own_row(&self) -> usize {
        self.0
    }
}

#[test]
fn simple_formulas_are_evaluated() {
    for (formula, expected) in [
        ("1200*4", 4800.0),
        ("A1*1.5", 3.0),
        ("=A1+A2*A3", 17.0),
        ("(A1+A2)*A3", 25.0),
        ("+A1-A2", -1.0),
        ("-2^2", 4.0),
        ("2^3^2", 64.0),
        ("50%*B1", 5.0),
        ("1.5E+3/3", 500.0),
        ("$A$1*A$2*$A3", 30.0),
        ("SUM(A1:A3)", 10.0),
        ("sum(A1:A3,B1,100)", 120.0),
        ("SUM(A:A)", 10.0),
        ("SUM(1:1)", f64::NAN),
        ("SUM(B1:B3)", 30.0),
        ("SUM(Z1:Z9)", 0.0),
        ("PRODUCT(A1:A3)", 30.0),
        ("SUMPRODUCT(A1:A3,B1:B3)", 120.0),
        ("SUBTOTAL(9,A1:A3)", 10.0),
        ("SUBTOTAL(109,A1:A3)", 10.0),
        ("AVERAGE(A1:A2)", 2.5),
        ("MAX(A1:A3)-MIN(A1:A3)", 3.0),
        ("COUNT(B1:B3)", 2.0),
        ("ROUND(1.005*100,0)/100", 1.01),
        ("ROUND(-2.5,0)", -3.0),
        ("ROUNDUP(1234,-2)", 1300.0),
        ("ROUNDDOWN(1299,-2)", 1200.0),
        ("ABS(-3)+INT(2.9)", 5.0),
        ("IF(A1>1,100,C1)", 100.0),
        ("IF(A1>=3,100)", 0.0),
        ("IF(B2=\"TEXT\",1,2)", 1.0),
        ("INT(-2.1)", -3.0),
        // Comparisons at and beside equality, of texts with numbers and with empty cells.
        ("IF(A1<=2,1,0)", 1.0),
        ("IF(A1<=1,1,0)", 0.0),
        ("IF(A1>=2,1,0)", 1.0),
        ("IF(A1<2,1,0)", 0.0),
        ("IF(A1<>2,1,0)", 0.0),
        ("IF(A1<>3,1,0)", 1.0),
        ("IF(B2>99,1,0)", 1.0),
        ("IF(99>B2,1,0)", 0.0),
        ("IF(B2=Z9,1,0)", 0.0),
        ("IF(B2<>Z9,1,0)", 1.0),
        ("IF(Z9=\"\",1,0)", 1.0),
        // By the code of the function, and without subtotals among the cells.
        ("SUBTOTAL(1,A1:A2)", 2.5),
        ("SUBTOTAL(102,B1:B3)", 2.0),
        ("SUBTOTAL(4,A1:A3)", 5.0),
        ("SUBTOTAL(105,A1:A3)", 2.0),
        ("SUM(C2:C3)", 7.0),
        ("SUBTOTAL(9,C2:C3)", 0.0),
        ("IFERROR(A1,9)", 2.0),
        ("SUM(A3:A1)", 10.0),
        ("Plan!A1*2", 4.0),
        ("'Q1 ''draft'''!A1", 2.0),
        (" A1 * ( A2 + 1 ) ", 8.0),
        ("SUM(budget)", 10.0),
        ("twice+1", 5.0),
        ("SUM(Costs[Net])*2", 20.0),
        ("SUM(Costs[Gross '[all']])", 30.0),
        ("Costs[[#This Row],[Net]]*2", 6.0),
        ("Costs[@Net]", 3.0),
    ] {
        let found = evaluate(formula, (0, 0), &mut TestSheet(2));
        let expected = if expected.is_nan() { FormulaValue::Unknown } else { FormulaValue::Number(expected) };
        assert_eq!(found, expected, "{formula}");
    }
    assert_eq!(evaluate("A1&\" \"&B2", (0, 0), &mut TestSheet(2)), FormulaValue::Text("2 text".to_owned()));
    assert_eq!(evaluate("\"6\"\" pipe\"", (0, 0), &mut TestSheet(2)), FormulaValue::Text("6\" pipe".to_owned()));
    // Outside of the table's rows there is no cell beside.
    assert_eq!(evaluate("Costs[@Net]", (0, 0), &mut TestSheet(9)), FormulaValue::Unknown);
    assert_eq!(evaluate("SUM(Costs[Net])", (0, 0), &mut TestSheet(9)), FormulaValue::Number(10.0));
    // A cell holds no more characters.
    let long = "x".repeat(20_000);
    assert_eq!(evaluate(&format!("\"{long}\"&\"{long}\""), (0, 0), &mut TestSheet(2)), FormulaValue::Unknown);
    // Shared from the cell one row above, then one column to the left and two rows above.
    assert_eq!(evaluate("A1*$A$1", (0, 1), &mut TestSheet(2)), FormulaValue::Number(6.0));
    assert_eq!(evaluate("A1", (1, 2), &mut TestSheet(2)), FormulaValue::Number(20.0));
    assert_eq!(evaluate("A1", (-1, 0), &mut TestSheet(2)), FormulaValue::Unknown);
}

#[test]
fn unsupported_formulas_are_unknown() {
    for formula in [
        "VLOOKUP(A1,B:C,2,0)",
        "Other!A1",
        "[1]Plan!A1",
        "'[book.xlsx]Plan'!A1",
        "rate*2",
        "relative",
        "itself",
        "budget*2",
        "Costs[Net]*2",
        "Costs[#All]",
        "Costs[[#Totals],[Net]]",
        "Costs[Net",
        "Costs[[Net],[Gross]",
        "Table1[Cost]",
        "IFERROR(C1,9)",
        "AVERAGE(Z1:Z9)",
        "SUMPRODUCT(A1:A3,B1:B2)",
        "A1/0",
        "A1/Z9",
        "B2*2",
        "C1+1",
        "A1:A3*2",
        "#REF!*2",
        "A1+",
        "(A1",
        "1 2",
        "TODAY()",
        "XFE1",
        "A0",
        "",
        "{1,2}",
        "SUM(A1:A3",
        "1E400",
    ] {
        assert_eq!(evaluate(formula, (0, 0), &mut TestSheet(2)), FormulaValue::Unknown, "{formula}");
    }
    for deep in ["(".repeat(100_000), "-".repeat(100_000), "SUM(".repeat(50_000), "IF(1,".repeat(50_000)] {
        assert_eq!(evaluate(&deep, (0, 0), &mut TestSheet(2)), FormulaValue::Unknown);
    }
}
