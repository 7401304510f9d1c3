/** A list as people write one: each line a task, without its bullet, number or box. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*+•–]\s+)?(?:\[[ xX]?\]\s+)?(?:\d+[.)]\s+)?/, '')
        .trim()
        .slice(0, 500),
    )
    .filter((line) => line !== '')
