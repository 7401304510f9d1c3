import { words } from '#shared/words/words.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { describeLeftOut, type ProjectFile } from '../project-files.ts'
import { type Ability, eachBreathing, type Findings, type Folder, nothingToDo, type Work } from './ability.ts'
import { findHeading, isMarkdown, isProse, listIntroductions } from './text/passages.ts'
import { clip, code, flat, heading, list, paragraphs, plural, size, table } from './text/phrases.ts'
import { splitSentences } from './text/sentences.ts'
import { isStopWord, listWords, stem } from './text/words.ts'

/** Lists the task's inputs: project files, earlier results and missing inputs. */
export const contextAnalysis: Ability = {
  skill: 'context_analysis',
  async run(work) {
    const folder = await work.readFolder()
    if (isEmpty(work, folder)) return nothingToDo(words.builtinFailures.noContext)
    const facts = await readAll(folder, work)
    const found = survey(facts)
    const missing = listMissing(work.task, folder)
    work.log(words.builtinLogs.inputsRead(found.files, work.task.dependencies.length, missing.length))
    // Passages that match the task rank before introductions of documents.
    const passages =
      work.gathered.length > 0 || folder.state !== 'read' ? [] : listIntroductions(folder.files)
    return { ...report({ task: work.task, folder, found, missing }), passages }
  },
}

const isEmpty = ({ task, gathered }: Work, folder: Folder): boolean =>
  gathered.length === 0 &&
  task.description.trim() === '' &&
  task.dependencies.every(({ result }) => result === null || result.text.trim() === '') &&
  (folder.state !== 'read' || folder.files.length === 0)

async function readAll(folder: Folder, work: Work): Promise<FileFacts[]> {
  const facts: FileFacts[] = []
  if (folder.state === 'read') await eachBreathing(folder.files, work, (file) => facts.push(readFacts(file)))
  return facts
}

/** The missing inputs of the task, each as a sentence. */
function listMissing({ description, dependencies }: AttemptContext, folder: Folder): string[] {
  const texts = words.builtinInputs
  return [
    ...(folder.state === 'unset' ? [texts.folderMissing] : []),
    ...(folder.state === 'unreadable' ? [folder.message] : []),
    ...(folder.state === 'read' && folder.files.length === 0 ? [texts.folderEmpty] : []),
    ...(description.trim() === '' ? [texts.descriptionMissing] : []),
    ...dependencies
      .filter(({ result }) => result === null || result.text.trim() === '')
      .map(({ key, status }) => texts.resultMissing(code(key), status)),
  ]
}

interface Context {
  readonly task: AttemptContext
  readonly folder: Folder
  readonly found: Survey
  readonly missing: readonly string[]
}

/** Limit for each list in the data, which is stored with the result. */
const maxData = 100

function report(context: Context): Findings {
  const { task, found, missing } = context
  const text = paragraphs([
    heading(2, 'Inputs of this task'),
    ...folderPart(context),
    ...dependenciesPart(task),
    heading(3, 'Missing inputs'),
    missing.length === 0 ? 'None.' : list(missing),
  ])
  const data = {
    files: found.files,
    bytes: found.bytes,
    kinds: found.kinds.slice(0, maxData).map((each) => ({ ...each })),
    documents: found.documents.slice(0, maxData).map(({ path, headings }) => ({
      source: `file ${path}`,
      headings: headings.slice(0, maxData),
    })),
    terms: found.terms.map((each) => ({ ...each })),
    marks: found.marks.slice(0, maxData).map((each) => ({ ...each })),
    dependencies: task.dependencies.map(({ key, status, result }) => ({
      source: `task ${key}`,
      status,
      hasResult: result !== null,
    })),
    missing: [...missing],
  }
  return { text, data, passages: [] }
}

const maxShown = 8

function folderPart({ folder, found }: Context): string[] {
  if (folder.state !== 'read') return []
  const leftOut = describeLeftOut(folder.leftOut)
  const note = `_Read ${plural(found.files, 'text file')} of the project folder, ${size(found.bytes)}._`
  const kinds = found.kinds
    .slice(0, maxShown)
    .map(({ kind, files, bytes }) => [
      kind === 'no extension' ? kind : code(`.${kind}`),
      String(files),
      size(bytes),
    ])
  const documents = found.documents.slice(0, maxShown).map(({ path, headings }) => {
    const [first = '', ...rest] = headings
    const more = rest.length === 0 ? '' : `: ${clip(rest.map(flat).join(', '), 200)}`
    return `${code(path)} · ${flat(first)}${more}`
  })
  const marks = found.marks
    .slice(0, maxShown)
    .map(({ source, text }) => `${code(source)} ${clip(flat(text), 160)}`)
  const terms = found.terms.map(({ term, count }) => `${term} (${count})`).join(', ')
  return [
    note,
    ...(kinds.length === 0 ? [] : [table(['Kind', 'Files', 'Size'], kinds)]),
    ...part('Documents', documents, found.documents.length),
    ...(terms === '' ? [] : [heading(3, 'Frequent words'), terms]),
    ...part('Open items', marks, found.marks.length),
    ...part('Left out', leftOut, leftOut.length),
  ]
}

function part(title: string, items: readonly string[], count: number): string[] {
  if (items.length === 0) return []
  const more = count > items.length ? ` (${items.length} of ${count})` : ''
  return [heading(3, `${title}${more}`), list(items)]
}

function dependenciesPart({ dependencies }: AttemptContext): string[] {
  const items = dependencies.map(({ key, title, status, result }) => {
    const first = result === null ? undefined : splitSentences(result.text.slice(0, 20_000))[0]?.text
    const says = first === undefined ? '' : ` Its result begins: “${clip(first, 200)}”`
    return `${code(key)} ${flat(title)} is ${status}.${says}`
  })
  return part('Dependencies', items, items.length)
}

/** Facts about the files of a project, without an assessment. */
interface Survey {
  readonly files: number
  readonly bytes: number
  readonly kinds: readonly { readonly kind: string; readonly files: number; readonly bytes: number }[]
  readonly documents: readonly { readonly path: string; readonly headings: readonly string[] }[]
  readonly terms: readonly { readonly term: string; readonly count: number }[]
  readonly marks: readonly { readonly source: string; readonly text: string }[]
}

interface FileFacts {
  readonly file: ProjectFile
  readonly headings: readonly string[]
  readonly marks: Survey['marks']
  /** Stem to its spellings, each with its count. */
  readonly terms: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** Characters per file for term counts. The beginning of a large file is representative. */
const maxTermCharacters = 100_000

/** Facts of one file, so that the caller can yield between two files. */
const readFacts = (file: ProjectFile): FileFacts => ({
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

function survey(facts: readonly FileFacts[]): Survey {
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
    const kind = /[^/]\.([^./]{1,12})$/.exec(file.path)?.[1]?.toLowerCase() ?? 'no extension'
    const known = kinds.get(kind) ?? { kind, files: 0, bytes: 0 }
    kinds.set(kind, { kind, files: known.files + 1, bytes: known.bytes + file.bytes })
  }
  return [...kinds.values()].sort((a, b) => b.files - a.files || (a.kind < b.kind ? -1 : 1))
}

/**
 * The most frequent content words that occur at least twice, in their most frequent spelling. Only prose counts where
 * there is any, because the names in a large data file would dominate.
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
