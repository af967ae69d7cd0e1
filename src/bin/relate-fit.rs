//! Measures relations on labelled news.
fn main() {
    println!();
}
