//! Steps change sides, and the oldest go.

use super::*;

fn step(n: usize) -> Step {
    Step {
        id: DocumentId::from_number(n as u128),
        title: Clean::default(),
        comment: None,
        did: Did::Tags,
        moved: None,
        back: Doing::Changes(vec![Change::Read(false)]),
        forth: Doing::Changes(vec![Change::Read(true)]),
        at: 0,
    }
}

#[test]
fn a_thousand_steps_are_kept_and_a_new_one_drops_what_was_undone() {
    let mut steps = Steps::default();
    for n in 0..LIMIT + 5 {
        steps.push(step(n));
    }
    let last = steps.turn(false).map(|s| s.id.number());
    assert_eq!(last, Some(LIMIT as u128 + 4));
    assert_eq!(steps.turn(true).map(|s| s.id.number()), last);
    let n = std::iter::from_fn(|| steps.turn(false)).count();
    assert_eq!((n, steps.undone.len()), (LIMIT, LIMIT));
    steps.push(step(0));
    assert!(steps.turn(true).is_none());
    assert_eq!(steps.weight, 2);
}

#[test]
fn large_steps_push_out_older_ones_but_the_last_stays() {
    let mut steps = Steps::default();
    steps.push(step(1));
    let changes = vec![Change::Read(true); WEIGHT];
    let forth = Doing::Changes(changes);
    steps.push(Step { forth, ..step(2) });
    assert_eq!(steps.done.len(), 1);
    assert_eq!(steps.turn(false).map(|s| s.id.number()), Some(2));
}

#[test]
fn a_step_that_failed_is_where_it_was() {
    let ids = |steps: &mut Steps| {
        let all = std::iter::from_fn(|| steps.turn(false));
        all.map(|s| s.id.number()).collect::<Vec<_>>()
    };
    let two = || {
        let mut steps = Steps::default();
        steps.push(step(1));
        steps.push(step(2));
        let turned = steps.turn(false).unwrap();
        (steps, turned)
    };
    let (mut steps, turned) = two();
    steps.turn_back(turned, false);
    assert!(steps.undone.is_empty());
    assert_eq!((steps.weight, ids(&mut steps)), (4, vec![2, 1]));
    // With something done meanwhile.
    let (mut steps, turned) = two();
    steps.push(step(3));
    steps.turn_back(turned, false);
    assert_eq!((steps.weight, ids(&mut steps)), (6, vec![3, 2, 1]));
    // The same of what was to be done again.
    let (mut steps, _) = two();
    let turned = steps.turn(true).unwrap();
    steps.turn_back(turned, true);
    assert_eq!((steps.weight, steps.undone.len()), (4, 1));
    assert_eq!(ids(&mut steps), [1]);
    let (mut steps, _) = two();
    let turned = steps.turn(true).unwrap();
    steps.push(step(3));
    steps.turn_back(turned, true);
    assert_eq!((steps.weight, ids(&mut steps)), (4, vec![3, 1]));
}
