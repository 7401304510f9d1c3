const maxLines = 400
/** Limits the length in characters too, because a single line may be as long as a file. */
const maxLength = 40_000

/** Truncates a text for the first render. Returns the same text if it is short enough. */
export function cutText(text: string): string {
  let end = -1
  for (let line = 0; line < maxLines; line += 1) {
    end = text.indexOf('\n', end + 1)
    if (end === -1) break
  }
  const cut = Math.min(end === -1 ? text.length : end, maxLength)
  return cut === text.length ? text : text.slice(0, cut)
}
