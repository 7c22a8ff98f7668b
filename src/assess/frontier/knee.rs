//! The knee of a curve: where it bends most.
//!
//! Both axes are scaled to 0..1 between the end points, and the knee is the point that lies farthest below the chord
//! that joins them, measured at a right angle to it. This is the knee of Das (1999), "On characterizing the 'knee' of the
//! Pareto curve based on normal-boundary intersection", for two objectives, among the points that were solved. Left of it
//! little of the one is bought with much of the other, right of it the other way round. It is where a reader may begin to
//! look, and no recommendation: it takes both measures to matter as much from end to end.

/// Position of the knee among points `(x, y)` in order, x rising and y falling: the first of those farthest below the
/// chord. `None` for fewer than three points, for ends that do not differ in both, and where no point is below the chord.
pub fn knee(points: &[(i64, i64)]) -> Option<usize> {
    let [first, .., last] = points else {
        return None;
    };
    let wide = |from: i64, to: i64| i128::from(to) - i128::from(from);
    let (across, down) = (wide(first.0, last.0), wide(last.1, first.1));
    if across <= 0 || down <= 0 {
        return None;
    }
    // With x and y scaled the chord is x + y = 1, so 1 - x - y is as good as the distance; times both widths it is whole.
    let below =
        |&(x, y): &(i64, i64)| across * down - wide(first.0, x) * down - wide(last.1, y) * across;
    let depths = points.iter().map(below).enumerate();
    let deepest = depths.max_by_key(|&(at, depth)| (depth, std::cmp::Reverse(at)))?;
    (deepest.1 > 0).then_some(deepest.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knee_is_the_point_farthest_below_the_chord() {
        // Scaled: (0, 1), (0.1, 0.5), (0.2, 0.2), (0.6, 0.1), (1, 0); below the chord by 0.4, 0.6, 0.3.
        let curve = [
            (100, 2000),
            (110, 1500),
            (120, 1200),
            (160, 1100),
            (200, 1000),
        ];
        assert_eq!(knee(&curve), Some(2));
        // The units of an axis do not matter.
        let finer: Vec<_> = curve.iter().map(|(x, y)| (x * 1_000_000, *y)).collect();
        assert_eq!(knee(&finer), Some(2));
        // Of two that are equally far, the first.
        assert_eq!(knee(&[(0, 10), (1, 5), (5, 1), (10, 0)]), Some(1));
    }

    #[test]
    fn a_curve_that_does_not_bend_has_none() {
        assert_eq!(knee(&[]), None);
        assert_eq!(knee(&[(1, 1)]), None);
        assert_eq!(knee(&[(0, 10), (10, 0)]), None);
        assert_eq!(knee(&[(0, 10), (5, 5), (10, 0)]), None);
        assert_eq!(knee(&[(0, 10), (6, 5), (10, 0)]), None);
        assert_eq!(knee(&[(0, 10), (5, 5), (10, 10)]), None);
        assert_eq!(knee(&[(3, 10), (3, 5), (3, 0)]), None);
        // Widths beyond 32 bits.
        let far = 1_i64 << 60;
        assert_eq!(knee(&[(0, far), (1, 1), (far, 0)]), Some(1));
    }
}
