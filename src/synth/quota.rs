//! Quotas: how many of each, and who gets which, so that totals are kept exactly and what goes together
//! goes together.

use super::draws::Draws;

/// Shares a whole number out in proportion (largest remainder, ties to the earlier). The sum is `total`
/// wherever any weight is above 0.
pub fn share_out(total: usize, weights: &[f64]) -> Vec<usize> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut shares: Vec<usize> = exact.iter().map(|x| x.floor() as usize).collect();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0.0).collect();
    order.sort_by(|&a, &b| {
        exact[b]
            .fract()
            .total_cmp(&exact[a].fract())
            .then(a.cmp(&b))
    });
    let given: usize = shares.iter().sum();
    for &at in order.iter().cycle().take(total.saturating_sub(given)) {
        shares[at] += 1;
    }
    shares
}

/// Each value as often as its number says.
pub fn repeated<T: Copy>(values: &[T], numbers: &[usize]) -> Vec<T> {
    let pairs = values.iter().zip(numbers);
    pairs
        .flat_map(|(&value, &n)| std::iter::repeat_n(value, n))
        .collect()
}

/// Deals values out to people, one each, so that every value is used exactly as often as it is in the list,
/// and likely combinations are likely.
///
/// `affinity(person, value)` says how well the two go together; 0 means never. The values are shuffled and
/// then exchanged between pairs of people (Metropolis), which can change no total. What cannot be put right
/// stays as it is and is returned: the caller decides whether the total or the rule gives way.
pub fn deal<P, T: Copy>(
    draws: &mut Draws,
    people: &[P],
    mut values: Vec<T>,
    affinity: impl Fn(&P, T) -> f64,
) -> (Vec<T>, Vec<usize>) {
    const SWEEPS: usize = 30;
    draws.shuffle(&mut values);
    let n = people.len();
    let soft = |person: usize, value: T| affinity(&people[person], value).max(1e-9);
    let mut now: Vec<f64> = (0..n).map(|i| soft(i, values[i])).collect();
    for _ in 0..SWEEPS {
        for i in 0..n {
            let j = draws.below(n);
            let (to_i, to_j) = (soft(i, values[j]), soft(j, values[i]));
            if draws.unit() * now[i] * now[j] < to_i * to_j {
                values.swap(i, j);
                (now[i], now[j]) = (to_i, to_j);
            }
        }
    }
    let impossible = repair(draws, n, &mut values, |i, value| {
        affinity(&people[i], value) > 0.0
    });
    (values, impossible)
}

/// Exchanges what can never be, with the first person found with whom an exchange helps.
fn repair<T: Copy>(
    draws: &mut Draws,
    n: usize,
    values: &mut [T],
    allowed: impl Fn(usize, T) -> bool,
) -> Vec<usize> {
    let mut impossible = Vec::new();
    for i in 0..n {
        if allowed(i, values[i]) {
            continue;
        }
        let start = draws.below(n);
        let helps = |&j: &usize| allowed(i, values[j]) && allowed(j, values[i]);
        match (0..n).map(|step| (start + step) % n).find(helps) {
            Some(j) => values.swap(i, j),
            None => impossible.push(i),
        }
    }
    impossible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_total() {
        assert_eq!(share_out(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(share_out(5, &[0.0, 3.0]), [0, 5]);
        assert_eq!(share_out(0, &[1.0]), [0]);
        assert_eq!(share_out(3, &[0.0]), [0]);
    }

    #[test]
    fn dealing_keeps_totals_and_never_deals_what_cannot_be() {
        let people: Vec<u8> = (0..200).map(|i| i % 20).collect();
        let values = repeated(&[true, false], &[30, 170]);
        let old_only = |&age: &u8, value: bool| if value && age < 16 { 0.0 } else { 1.0 };
        let (dealt, impossible) = deal(&mut Draws::new(3, "deal"), &people, values, old_only);
        assert!(impossible.is_empty());
        assert_eq!(dealt.iter().filter(|v| **v).count(), 30);
        assert!(
            people
                .iter()
                .zip(&dealt)
                .all(|(&age, &value)| age >= 16 || !value)
        );
    }
}
