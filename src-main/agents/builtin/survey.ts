import type { ProjectFile } from '../project-files.ts'
import { findHeading, isMarkdown, isProse } from './text/passages.ts'
import { isStopWord, listWords, stem } from './text/words.ts'

/** What a project's files are, without a judgement of them. */
export interface Survey {
  readonly files: number
  readonly bytes: number
  readonly kinds: readonly { readonly kind: string; readonly files: number; readonly bytes: number }[]
  readonly documents: readonly { readonly path: string; readonly headings: readonly string[] }[]
  readonly terms: readonly { readonly term: string; readonly count: number }[]
  readonly marks: readonly { readonly source: string; readonly text: string }[]
}

export interface FileFacts {
  readonly file: ProjectFile
  readonly headings: readonly string[]
  readonly marks: Survey['marks']
  /** Stem to its spellings and how often each stands there. */
  readonly terms: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** The beginning of a large file tells its words as well as the whole, and does not hold up the app. */
const maxTermCharacters = 100_000

/** Of one file, so that the caller can stop between two. */
export const readFacts = (file: ProjectFile): FileFacts => ({
  file,
  headings: isMarkdown(file.path) ? headingsOf(file.text) : [],
  marks: marksOf(file),
  terms: termsOf(file.text.slice(0, maxTermCharacters)),
})

function headingsOf(text: string): string[] {
  const prose = text.replace(/^(`{3,12}|~{3,12})[\s\S]*?^\1/gm, '')
  return prose.split('\n').flatMap((line) => findHeading(line)?.text ?? [])
}

const mark = /\b(?:TODO|FIXME|HACK|XXX|TBD)\b.*|^\s*[-*+] \[ \] .*/

const marksOf = ({ path, text }: ProjectFile): { source: string; text: string }[] =>
  text.split('\n').flatMap((line, index) => {
    const found = mark.exec(line)
    return found === null ? [] : [{ source: `file ${path}:${index + 1}`, text: found[0].trim() }]
  })

function termsOf(text: string): Map<string, Map<string, number>> {
  const terms = new Map<string, Map<string, number>>()
  for (const word of listWords(text)) {
    if (isStopWord(word) || /^\p{N}/u.test(word) || /^.{1,2}$/.test(word)) continue
    addSpelling(terms, word, 1)
  }
  return terms
}

function addSpelling(terms: Map<string, Map<string, number>>, word: string, count: number): void {
  const spellings = terms.get(stem(word)) ?? new Map<string, number>()
  spellings.set(word, (spellings.get(word) ?? 0) + count)
  terms.set(stem(word), spellings)
}

export function survey(facts: readonly FileFacts[]): Survey {
  return {
    files: facts.length,
    bytes: facts.reduce((sum, { file }) => sum + file.bytes, 0),
    kinds: listKinds(facts),
    documents: facts.flatMap(({ file, headings }) =>
      headings.length === 0 ? [] : [{ path: file.path, headings }],
    ),
    terms: listTopTerms(facts),
    marks: facts.flatMap(({ marks }) => marks),
  }
}

function listKinds(facts: readonly FileFacts[]): Survey['kinds'] {
  const kinds = new Map<string, { kind: string; files: number; bytes: number }>()
  for (const { file } of facts) {
    const kind = /[^/]\.([^./]{1,12})$/.exec(file.path)?.[1]?.toLowerCase() ?? 'no ending'
    const known = kinds.get(kind) ?? { kind, files: 0, bytes: 0 }
    kinds.set(kind, { kind, files: known.files + 1, bytes: known.bytes + file.bytes })
  }
  return [...kinds.values()].sort((a, b) => b.files - a.files || (a.kind < b.kind ? -1 : 1))
}

/**
 * The most frequent words that carry meaning, each in its most frequent spelling; at least twice. Of the prose where
 * there is any: the names of a large data file would hide what it is about.
 */
function listTopTerms(facts: readonly FileFacts[]): Survey['terms'] {
  const prose = facts.filter(({ file }) => isProse(file.path))
  const all = new Map<string, Map<string, number>>()
  for (const { terms } of prose.length > 0 ? prose : facts) {
    for (const spellings of terms.values()) {
      for (const [word, count] of spellings) addSpelling(all, word, count)
    }
  }
  return [...all.values()]
    .map((spellings) => {
      const ranked = [...spellings].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      return { term: ranked[0]?.[0] ?? '', count: ranked.reduce((sum, [, count]) => sum + count, 0) }
    })
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || (a.term < b.term ? -1 : 1))
    .slice(0, 15)
}
