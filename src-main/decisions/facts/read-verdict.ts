export interface Verdict {
  readonly isGreen: boolean
  /** The words that express the verdict. */
  readonly quote: string
}

const maxLines = 4000
const maxLine = 600

/**
 * The verdict in a test or review report; null if there is none. If a text has several, the last one counts, because
 * reports may mention earlier rounds. A failed count outweighs words such as "passed".
 */
export function readVerdict(text: string): Verdict | null {
  const lines = text
    .split(/\r\n?|\n/)
    .slice(-maxLines)
    .map((line) => line.slice(0, maxLine).trim())
  const stated = lastOf(lines.map((line, at) => statedIn(line, lines, at)))
  const counted = lastOf(lines.map(countedIn))
  const marked = markedIn(lines)
  if (stated !== null && !stated.isGreen) return stated
  if (counted !== null && !counted.isGreen) return counted
  return stated ?? worst(counted, marked) ?? lastOf(lines.map(saidIn))
}

const lastOf = (verdicts: readonly (Verdict | null)[]): Verdict | null =>
  verdicts.findLast((verdict) => verdict !== null) ?? null

const worst = (one: Verdict | null, other: Verdict | null): Verdict | null =>
  one !== null && other !== null && !other.isGreen ? other : (one ?? other)

const red =
  /\b(?:fail(?:s|ed|ing|ure)?|reject(?:ed)?|red|blocked|blocking|no-?go|unacceptable|broken|incomplete|declined|denied|changes (?:are )?(?:requested|required|needed)|request(?:s|ed)? changes|needs? (?:work|changes|fix(?:es|ing)?|rework|revision)|rework|not (?:ok|okay|passed|passing|pass|green|ready|approved|accepted|acceptable|met|releasable|done|complete)|do(?:es)? not (?:pass|meet|work|release|ship|merge)|did not pass|(?:cannot|can't|must not|should not) be (?:released|shipped|approved|accepted|merged)|partial(?:ly)?)\b|❌|✗|✘|🔴|⛔/iu
const green =
  /\b(?:pass(?:es|ed|ing)?|ok|okay|green|approved?|accept(?:ed|able)?|success(?:ful)?|go|good|ready|lgtm|ship it|met|clean|complete|done|fine|satisfied)\b|✅|✔|🟢/iu
/** Words of failure that express success: "0 failed", "no failures", "nothing failed". */
const noneFailed =
  /\b(?:0|no|none|zero|nothing|without(?: any)?)\s+(?:\p{L}+\s+){0,2}?(?:fail(?:s|ed|ing|ures?)?|errors?|broken|blocking|blocked|problems?|issues?|defects?|findings?)\b|\bfail(?:ed|ing|ures?)?\s*[:=|]\s*["']?0\b/giu

function colourOf(text: string): Verdict | null {
  const rest = text.replaceAll(noneFailed, ' ✅ ')
  if (red.test(rest)) return { isGreen: false, quote: text }
  return green.test(rest) ? { isGreen: true, quote: text } : null
}

const label =
  /^[\W_]*(?:(?:overall|final|test|tests|qa|review|my|the)\s+)*(?:verdict|result|results|status|outcome|conclusion|recommendation|decision|assessment|gate|sign-?off)\b[\W_]*?(?:[:：=]|\s[—–-]|\sis\b|→)[\s*_`]*(?<value>\S.*)$/iu
const heading =
  /^(?:#{1,6}\s+|\*\*)(?:\d+[.)]?\s*)?(?:(?:overall|final|test|qa|review|the)\s+)*(?:verdict|result|status|outcome|conclusion|recommendation|decision|assessment|sign-?off)\b[\s:*]*$/iu

/** Matches "Verdict: not ready", or a heading "Verdict" with its first line. */
function statedIn(line: string, lines: readonly string[], at: number): Verdict | null {
  if (line.startsWith('|')) return null
  const value = label.exec(line)?.groups?.value
  if (value !== undefined) return quoted(colourOf(value), line)
  if (!heading.test(line)) return null
  const next = lines.slice(at + 1).find((each) => each !== '')
  return next === undefined || next.startsWith('|') || next.startsWith('#') ? null : colourOf(next)
}

const quoted = (verdict: Verdict | null, quote: string): Verdict | null =>
  verdict === null ? null : { ...verdict, quote }

const failedCount =
  /(?<![\w.])(?<before>\d{1,6})\s+(?:(?:of|out of|\/)\s*\d{1,6}\s+)?(?:(?:tests?|checks?|cases?|specs?|scenarios?|suites?|assertions?|steps?|criteria)\s+)?(?:(?:have|has|are|is|still)\s+)*(?:failed|failing|fails?|failures?|broken|errored|not ok|red)\b|\b(?:fail(?:ed|ing|ures?|s)?|errors?|broken|not ok)\s*[:=|]\s*["'*]{0,3}(?<after>\d{1,6})\b|^#\s*fail\s+(?<tap>\d{1,6})\b/giu
const passedCount =
  /(?<![\w.])\d{1,6}\s+(?:(?:tests?|checks?|cases?|specs?|scenarios?|suites?)\s+)?(?:passed|passing|pass|ok|succeeded)\b|\bpass(?:ed|ing|es)?\s*[:=|]\s*["'*]{0,3}\d{1,6}\b/iu
const outOf =
  /(?<![\w.])(?<passed>\d{1,6})\s*(?:\/|of|out of)\s*(?<all>\d{1,6})\s+(?:(?:tests?|checks?|cases?|specs?|scenarios?|criteria)\s+)?(?:(?:have|has|are|is)\s+)?(?:pass(?:ed|ing|es)?|ok|green|met|succeeded)\b/iu
const allPass =
  /\b(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?(?:\d+\s+)?(?:\p{L}+\s+){0,3}?(?:pass(?:es|ed|ing)?|succeed(?:s|ed)?|(?:are|is) (?:green|met|ok))\b|\b(?:no|zero) (?:tests?|checks?|cases?) (?:fail(?:s|ed)?|are failing)\b/iu

/** Counts of a test run: "2 failed, 10 passed", `failures="1"`, "# fail 0", "9/10 tests passed", "all tests pass". */
function countedIn(line: string): Verdict | null {
  const failed = [...line.matchAll(failedCount)].map(({ groups = {} }) =>
    Number(groups.before ?? groups.after ?? groups.tap ?? 0),
  )
  if (failed.some((count) => count > 0)) return { isGreen: false, quote: line }
  const { passed, all } = outOf.exec(line)?.groups ?? {}
  if (passed !== undefined && all !== undefined)
    return { isGreen: Number(passed) >= Number(all), quote: line }
  if (failed.length > 0 || passedCount.test(line)) return { isGreen: true, quote: line }
  return allPass.test(line) && !/\b(?:not|unless|until|if|when|once|should|must|would|after)\b/i.test(line)
    ? { isGreen: true, quote: line }
    : null
}

const failMark =
  /^(?:[-*+]\s+)?(?:❌|✗|✘|×|🔴|\[FAIL\]|FAIL(?:ED)?\b|---\s*FAIL\b|not ok\b)|(?::|\s[—–-])\s*\**(?:FAIL(?:ED|S|ING)?|fail(?:ed|s|ing)?|❌|✗|✘)\**[.!]?$|(?:❌|✗|✘)$/u
const passMark =
  /^(?:[-*+]\s+)?(?:✅|✓|✔|🟢|\[PASS\]|PASS(?:ED)?\b|---\s*PASS\b|ok\s+\d)|(?::|\s[—–-])\s*\**(?:PASS(?:ED)?|pass(?:ed|es)?|✅|✓|✔)\**[.!]?$|(?:✅|✓|✔)$/u

/** Lines and table rows with a pass or fail mark: one failed mark makes the verdict red. */
function markedIn(lines: readonly string[]): Verdict | null {
  const marks = lines.flatMap((line) => {
    const mark = line.startsWith('|') ? rowMark(line) : lineMark(line)
    return mark === null ? [] : [{ isGreen: mark, quote: line }]
  })
  return marks.find(({ isGreen }) => !isGreen) ?? marks[0] ?? null
}

const lineMark = (line: string): boolean | null =>
  failMark.test(line) ? false : passMark.test(line) ? true : null

/** Reads the last cell of a row that contains only a status; null if there is none. */
function rowMark(row: string): boolean | null {
  const cells = row.split('|').map((cell) => cell.replaceAll(/[*_`]/g, '').trim())
  const last = cells.findLast((cell) => cell !== '' && statusCell.test(cell)) ?? ''
  if (last === '') return null
  return !/^(?:❌|✗|✘|🔴)|^(?:fail|broken|red|no\b|not )/iu.test(last)
}

const statusCell =
  /^(?:(?:✅|✓|✔|🟢|❌|✗|✘|🔴)\s*)?(?:pass(?:ed|es)?|fail(?:ed|s|ing)?|ok|not ok|green|red|broken|not passed)?$/iu

/** Sentences in a short report: "The tests do not pass", "Everything works". */
function saidIn(line: string): Verdict | null {
  if (
    !/\b(?:tests?|checks?|suite|build|page|app|everything|it|criteria|review|release|deliverables?|changes|work|i)\b/i.test(
      line,
    )
  )
    return null
  const rest = line.replaceAll(noneFailed, ' ✅ ')
  if (failing.test(rest)) return { isGreen: false, quote: line }
  return passing.test(rest) ? { isGreen: true, quote: line } : null
}

const failing =
  /\b(?:(?:tests?|checks?|suite|build|it|criteria)\s+(?:\p{L}+\s+){0,2}?(?:fail(?:s|ed|ing)?|(?:do|does|did) not pass|(?:are|is) (?:red|broken|failing|not (?:met|green|ok)))|(?:cannot|can't|could not|do not) (?:approve|accept|release|recommend)|changes (?:are )?(?:requested|required|needed)|not (?:approved|accepted|ready)|rejected)\b/iu
const passing =
  /\b(?:everything (?:works|passes|passed|is (?:fine|ok|green))|(?:tests?|checks?|suite|build|criteria) (?:\p{L}+\s+)?(?:pass(?:es|ed)?|(?:are|is) (?:green|ok|met))|approved|accepted|no (?:problems|issues|defects)(?: were)? found)\b/iu
