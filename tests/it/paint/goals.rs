use super::meter::{Meter, profile};

fn show(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .replace('\u{1b}', "^")
        .replace('\n', "¶")
        .replace('\r', "<")
}

#[test]
fn dump() {
    for open in ["enter zz", "jjj enter zz", "jj enter zz"] {
        println!("first {:?}", Meter::first(open));
        let mut m = Meter::new(open, profile(false));
        println!("{open:12} {:?}", m.steps(&["j", "k"], 40));
        let mut m = Meter::new(open, profile(false));
        println!("page {:?}", m.steps(&["space", "b"], 4));
        let mut m = Meter::new(open, profile(false));
        m.paint();
    }
    let mut m = Meter::new("jjj enter zz", profile(false));
    m.paint();
    for key in "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjkkkkkkkkkkkkkkkkkkkkk".chars() {
        m.bench.keys(&key.to_string());
        let s = m.paint().0;
        println!("{key} {} : {}", s.len(), show(&s));
    }
    for open in ["enter", "jjj enter"] {
        let mut m = Meter::new(open, profile(false));
        m.paint();
        for key in ["l", "l", "h", "h"] {
            m.bench.keys(key);
            let s = m.paint().0;
            println!("{key} {} : {}", s.len(), show(&s));
        }
    }
}
