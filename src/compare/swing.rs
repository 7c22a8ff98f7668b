//! How far an indicator swings from the lowest to the highest value of a figure of a sweep: a bar of a tornado chart.

use super::paired::{FEWEST, FEWEST_FOR_A_VERDICT, mean, mean_and_interval};

/// From one end of a figure to the other, the other figures averaged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Mean of the indicator where the figure is lowest.
    pub lowest: f64,
    /// Where it is highest.
    pub highest: f64,
    /// The second less the first, future by future, and its 95% interval.
    pub by: f64,
    /// From where to where that may lie.
    pub interval: (f64, f64),
    /// Whether twenty futures or more say that it is more than chance.
    pub is_sure: bool,
}

impl Swing {
    /// Of an indicator by point and future; `None` of too few futures.
    pub fn of(values: &[f64], table: &[Vec<f64>]) -> Option<Self> {
        let futures = table.first().map_or(0, Vec::len);
        if futures < FEWEST {
            return None;
        }
        let (low, high) = ends(values);
        let of = |points: &[usize], future: usize| {
            mean(points.iter().map(|at| table[*at][future])).unwrap_or_default()
        };
        let lowest: Vec<f64> = (0..futures).map(|future| of(&low, future)).collect();
        let highest: Vec<f64> = (0..futures).map(|future| of(&high, future)).collect();
        let each: Vec<f64> = lowest.iter().zip(&highest).map(|(a, b)| b - a).collect();
        let (by, interval) = mean_and_interval(&each)?;
        let is_chance = interval.0 <= 0.0 && interval.1 >= 0.0;
        Some(Self {
            lowest: mean(lowest.into_iter())?,
            highest: mean(highest.into_iter())?,
            by,
            interval,
            is_sure: futures >= FEWEST_FOR_A_VERDICT && !is_chance,
        })
    }
}

/// Points where the figure is lowest and where it is highest: in a grid those of its first and its last value; elsewhere each
/// value is there once, and the lowest and the highest quarter stand for them.
fn ends(values: &[f64]) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let sizes: Vec<usize> = (order.chunk_by(|a, b| values[*a] == values[*b]))
        .map(<[usize]>::len)
        .collect();
    let first = sizes.first().copied().unwrap_or_default();
    let is_grid = first > 1 && sizes.len() > 1 && sizes.iter().all(|size| *size == first);
    let so_many = if is_grid {
        first
    } else {
        values.len().div_ceil(4)
    };
    let (low, high) = (&order[..so_many], &order[values.len() - so_many..]);
    (low.to_vec(), high.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_has_its_ends_and_a_hypercube_its_quarters() {
        let (low, high) = ends(&[1.0, 1.0, 5.0, 5.0, 9.0, 9.0]);
        assert_eq!((low, high), (vec![0, 1], vec![4, 5]));
        let (low, high) = ends(&[8.0, 1.0, 7.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!((low, high), (vec![1, 3], vec![2, 0]));
    }

    #[test]
    fn the_swing_is_taken_future_by_future_and_averages_the_other_figures() {
        // Two figures in a grid: the indicator is 10 x + y, and futures lie far apart.
        let xy = [(0.0, 0.0), (0.0, 4.0), (1.0, 0.0), (1.0, 4.0)];
        let table: Vec<Vec<f64>> = (xy.iter())
            .map(|(x, y)| {
                let future = |at: u32| 100.0 * f64::from(at) + 10.0 * x + y;
                (0..24).map(future).collect()
            })
            .collect();
        let x = Swing::of(&xy.map(|(x, _)| x), &table).unwrap();
        let y = Swing::of(&xy.map(|(_, y)| y), &table).unwrap();
        assert!((x.by - 10.0).abs() < 1e-9 && (y.by - 4.0).abs() < 1e-9);
        assert!(x.is_sure && (x.highest - x.lowest - 10.0).abs() < 1e-9);
        let few: Vec<Vec<f64>> = table.iter().map(|point| point[..7].to_vec()).collect();
        assert_eq!(Swing::of(&xy.map(|(x, _)| x), &few), None);
    }
}
