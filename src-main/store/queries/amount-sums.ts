/** SQL of an amount that saturates like `addMinor`; beyond the largest safe integer a sum would leave every schema. */
export const saturated = (amount: string): string =>
  `cast(min(${amount}, ${Number.MAX_SAFE_INTEGER}) AS INTEGER)`

/** `total` and not `sum`, which throws when it overflows; below the largest safe integer both are exact. */
export const sumOfAmounts = saturated('total(amount_minor)')
