/**
 * SQL for an amount that saturates like `addMinor`. A sum beyond the largest safe integer would violate every schema.
 */
export const saturated = (amount: string): string =>
  `cast(min(${amount}, ${Number.MAX_SAFE_INTEGER}) AS INTEGER)`

/** `total` instead of `sum`, which throws on overflow. Below the largest safe integer, both are exact. */
export const sumOfAmounts = saturated('total(amount_minor)')
