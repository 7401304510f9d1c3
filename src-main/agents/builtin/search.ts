import { orElse } from '#shared/or-else.ts'
import { createBm25 } from '#shared/text/bm25.ts'
import { words } from '#shared/words/words.ts'
import type { RememberedText } from '../knowledge.ts'
import type { ProjectFile } from '../project-files.ts'
import { eachBreathing, type Folder, type Work } from './ability.ts'
import { findBestPlace, splitPassages } from './text/passages.ts'
import { clip, utc } from './text/phrases.ts'
import { plain } from './text/sentences.ts'
import { listTerms, stem } from './text/words.ts'

const maxMemories = 20
const maxHits = 8
/** Hits below this share of the best score only share a common word with the query. */
const enoughOfBest = 0.25

export interface SearchQuery {
  readonly words: readonly string[]
  /** Types of memory entries to exclude. */
  readonly leaveOut?: readonly string[]
}

/** Passages of memory and project files with any of the words, best first, and the searched places as text. */
export async function search(
  work: Work,
  { words: wanted, leaveOut = [] }: SearchQuery,
): Promise<{ hits: Hit[]; places: string }> {
  const folder = await work.readFolder()
  const memories = work.knowledge
    .searchMemory({
      words: [...new Set(wanted.flatMap((word) => [word, stem(word)]))],
      projectId: work.task.projectId,
      limit: maxMemories,
    })
    .filter(({ type }) => !leaveOut.includes(type))
  const passages = [...memories.map(passageOfMemory), ...(await listFilePassages(folder, work))]
  return {
    hits: await rankPassages(wanted, passages, work),
    places: describePlaces(memories.length, folder),
  }
}

export interface SearchPassage {
  /** `file docs/x.md` or `memory mem_1`. */
  readonly origin: string
  readonly line: number
  readonly about: readonly string[]
  readonly text: string
  readonly kind: 'file' | 'memory'
}

export interface Hit extends SearchPassage {
  readonly source: string
  readonly score: number
  readonly excerpt: string
}

const passageOfMemory = ({ id, type, createdAt, text }: RememberedText): SearchPassage => ({
  origin: `memory ${id}`,
  line: 1,
  about: [`${type.replaceAll('_', ' ')} of ${utc(createdAt)}`],
  text: readableOf(text),
  kind: 'memory',
})

/** A JSON document as lines of `name: value`, for reading and quoting; other text unchanged. */
// Text that fails to parse as JSON is plain text.
export const readableOf = (text: string): string => orElse(() => linesOf(JSON.parse(text)).join('\n'), text)

function linesOf(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => linesOf(each, name))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => linesOf(inner, key.replaceAll('_', ' ')))
  }
  if (value === null || value === '') return []
  return [name === '' ? String(value) : `- ${name}: ${String(value)}`]
}

async function listFilePassages(folder: Folder, work: Work): Promise<SearchPassage[]> {
  if (folder.state !== 'read') return []
  const passages: SearchPassage[] = []
  await eachBreathing(folder.files, work, (file) => passages.push(...passagesOfFile(file)))
  return passages
}

const passagesOfFile = ({ path, text }: ProjectFile): SearchPassage[] =>
  splitPassages(path, text).map((passage) => ({
    origin: `file ${path}`,
    line: passage.line,
    about: passage.headings,
    text: passage.text,
    kind: 'file',
  }))

/** Best first. Headings and the file name of a passage count, too. */
async function rankPassages(
  query: readonly string[],
  passages: readonly SearchPassage[],
  work: Pick<Work, 'breathe'>,
): Promise<Hit[]> {
  const wanted = query.map(stem)
  const index = createBm25(wanted)
  await eachBreathing(passages, work, ({ kind, origin, about, text }) => {
    const named = kind === 'file' ? [origin.slice('file '.length), ...about].join('\n') : ''
    index.add(listTerms(`${named}\n${text}`))
  })
  const ranked = index.rank()
  const least = (ranked[0]?.score ?? 0) * enoughOfBest
  return ranked
    .flatMap(({ document, score }) => {
      const passage = passages[document]
      return passage === undefined || score < least ? [] : [{ passage, score }]
    })
    .slice(0, maxHits)
    .map(({ passage, score }) => hitOf(passage, score, new Set(wanted)))
}

function hitOf(passage: SearchPassage, score: number, wanted: ReadonlySet<string>): Hit {
  const place = findBestPlace({ ...passage, headings: passage.about }, (line) => {
    return new Set(listTerms(line).filter((term) => wanted.has(term))).size
  })
  return {
    ...passage,
    source: passage.kind === 'file' ? `${passage.origin}:${place.line}` : passage.origin,
    score: Math.round(score * 1000) / 1000,
    excerpt: excerptOf(plain(place.text.replace(/^\s*(?:[-*+•>]|\d+[.)])\s+/, '')), wanted),
  }
}

const maxExcerpt = 280

/** The text, or an excerpt around the first wanted word. */
function excerptOf(text: string, wanted: ReadonlySet<string>): string {
  const all = [...text.slice(0, 5000).matchAll(/[\p{L}\p{N}]+/gu)]
  const first = all.find(([word]) => listTerms(word).some((term) => wanted.has(term)))?.index ?? 0
  if (text.length <= maxExcerpt || first < maxExcerpt - 80) return clip(text, maxExcerpt)
  const start = text.indexOf(' ', first - 80)
  return `…${clip(text.slice(start === -1 || start > first ? first : start + 1), maxExcerpt - 1)}`
}

function describePlaces(memories: number, folder: Folder): string {
  const texts = words.builtinInputs
  const notes = [
    ...(memories === 0 ? [] : [texts.entries(memories)]),
    ...(folder.state === 'unset' ? [texts.noFolder] : []),
    ...(folder.state === 'unreadable' ? [texts.unreadableFolder] : []),
  ]
  const memory = notes.length === 0 ? texts.memory : `${texts.memory} (${notes.join('; ')})`
  return folder.state === 'read' ? texts.withFiles(memory, folder.files.length) : memory
}
