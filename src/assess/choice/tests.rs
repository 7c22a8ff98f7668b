//! Small councils whose homes can be counted by hand.

use super::*;
use crate::duties::scene::Scene;
use crate::model::{HomeKind, HomeStatus};

/// Three foster homes: one with a girl and a place free, one full, one empty; a boy without a home; a child with her
/// parents.
fn scene() -> (Scene, [ChildIx; 4], [HomeIx; 3]) {
    let mut scene = Scene::new();
    let children = [8, 9, 10, 5].map(|age| scene.child_aged(age));
    let [girl, other, _, with_parents] = children;
    let homes = [2, 1, 1].map(|places| scene.home(HomeKind::Foster, places));
    let parents = scene.home(HomeKind::Parents, 1);
    scene.settle(girl, homes[0]);
    scene.settle(other, homes[1]);
    scene.settle(with_parents, parents);
    (scene, children, homes)
}

fn suitable(choice: &Choice, count: Count) -> Vec<u32> {
    let homes = choice.children.iter();
    homes.map(|c| c.homes(count).suitable).collect()
}

#[test]
fn homes_in_all_and_free_today() {
    let (scene, ..) = scene();
    let choice = Choice::of(&scene.council);
    assert_eq!(suitable(&choice, Count::InAll), [3, 3, 3]);
    // The girl: the empty one. Her neighbour: the place beside her, and the empty one. The boy: the same two.
    assert_eq!(suitable(&choice, Count::FreeToday), [1, 2, 2]);
    assert_eq!(choice.whole(Count::FreeToday).by_homes, [0, 1, 2, 0]);
    assert_eq!(choice.whole(Count::InAll).by_homes, [0, 0, 0, 3]);
    assert_eq!(choice.not_asked, 1);
    let few: Vec<ChildIx> = choice.with_few().iter().map(|c| c.child).collect();
    assert_eq!(few, [ChildIx(0)]);
}

#[test]
fn what_bars_most_homes_is_named() {
    let (mut scene, [girl, ..], homes) = scene();
    for home in homes {
        scene.home_mut(home).terms.age_max = 4;
    }
    scene.home_mut(homes[2]).status = HomeStatus::OnHold;
    let choice = Choice::of(&scene.council);
    let of_girl = &choice.children[girl.at()];
    // The duties that everybody where she lives is asked still hold, and they allow it.
    assert_eq!(of_girl.in_all.suitable, 1);
    assert_eq!(of_girl.in_all.barred_most(), Some(("D01", 2)));
    assert_eq!(of_girl.free_today.suitable, 0);
    assert_eq!(of_girl.free_today.funnel.looked_at, 2);
    assert_eq!(choice.whole(Count::FreeToday).few(), 3);
}

#[test]
fn segments_add_up_to_the_whole() {
    let (mut scene, [girl, ..], _) = scene();
    scene.child_mut(girl).disabled = Some(true);
    let facts = Facts::of(&scene.council);
    let choice = Choice::of(&scene.council);
    for count in [Count::InAll, Count::FreeToday] {
        for dimension in Dimension::ALL {
            let mut sum = [0; 4];
            for (_, part) in choice.by(&facts, dimension, count) {
                for (sum, n) in sum.iter_mut().zip(part.by_homes) {
                    *sum += n;
                }
            }
            assert_eq!(sum, choice.whole(count).by_homes, "{}", dimension.name());
        }
    }
    let all = choice.whole(Count::InAll).total() + choice.not_asked;
    assert_eq!(all as usize, scene.council.children.len());
}

#[test]
fn a_group_is_counted_all_together() {
    let (mut scene, [girl, other, boy, _], homes) = scene();
    scene.siblings(girl, boy, SiblingPlan::Together);
    let choice = Choice::of(&scene.council);
    let homes_of = |choice: &Choice| choice.groups[0].homes;
    let expected = GroupHomes {
        in_all: 1,
        today: 1,
    };
    // Only the home of two places, where the girl lives already.
    assert_eq!(homes_of(&choice), Some(expected));
    assert_eq!(choice.groups_together(Count::InAll).by_homes, [0, 1, 0, 0]);

    scene.council.placements[1].home = homes[0];
    let choice = Choice::of(&scene.council);
    let expected = GroupHomes {
        in_all: 1,
        today: 0,
    };
    assert_eq!(homes_of(&choice), Some(expected), "the place is taken now");

    scene.siblings(boy, other, SiblingPlan::Apart);
    let choice = Choice::of(&scene.council);
    assert_eq!(choice.groups[0].children, [girl, other, boy]);
    assert_eq!(homes_of(&choice), None, "no home may take them all");
    assert_eq!(choice.groups_together(Count::InAll).total(), 0);
}

#[test]
fn an_approval_that_is_sought_still_counts_and_is_told_apart() {
    let (mut scene, _, homes) = scene();
    scene.home_mut(homes[2]).authority = "E10000014".to_owned();
    let choice = Choice::of(&scene.council);
    let boy = &choice.children[2].free_today;
    assert_eq!((boy.suitable, boy.without_approval), (2, 1));
}
