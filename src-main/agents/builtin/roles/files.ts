import { type Artifact, artifactsOf, isPlanningRole, newestOf } from '#shared/model/artifact.ts'
import type { AttemptContext } from '../../../engine/ports.ts'
import type { Findings } from '../ability.ts'

/** Files in the form that deciders and later tasks parse. */
export const madeFiles = (text: string, files: readonly Artifact[]): Findings => ({
  text,
  data: { artifacts: files.map((file) => ({ ...file })) },
  passages: [],
})

/** The files of earlier tasks, the newest of each name. */
export function filesBefore({ dependencies }: Pick<AttemptContext, 'dependencies'>): Artifact[] {
  const files = dependencies.flatMap(({ agentType, result }) =>
    (result === null ? [] : artifactsOf(result)).map((file) => ({ name: file.name, file, agentType })),
  )
  return newestOf(files, ({ agentType }) => isPlanningRole(agentType)).map(({ file }) => file)
}

/** The task, and its context. */
export function readRequest(description: string): { task: string; information: string } {
  const [task = '', ...rest] = description.split(/\n\n(?=Reference files: |Context: )/)
  const information = rest.find((part) => part.startsWith('Context: '))?.slice('Context: '.length) ?? ''
  return { task: task.trim(), information: information.trim() }
}

const maxSlug = 32
const maxNameWords = 5

/** Words that start a description of the thing. */
const describing =
  /\s(?:that|which|who|whose|where|when|while|so that|because|since|with|without|including|featuring|based on|showing|listing|explaining|describing|by|as|from)\s/i
/** Generic nouns, named by their purpose: "a script that renames photos" is "rename-photos". */
const generic =
  /^(?:small |simple |short |little |new |static |web |command[- ]line )*(?:scripts?|programs?|tools?|utilit(?:y|ies)|cli|pages?|web ?pages?|web ?sites?|sites?|documents?|docs?|texts?|files?|apps?|api|endpoints?|services?)$/i

/** A short file name: a few words of the thing, in order. */
export function slugOf(text: string): string {
  const line =
    text
      .trim()
      .replaceAll(/["“”'‘’]/g, '')
      .split(/[.!?;:\n,(]/, 1)[0] ?? text
  const [head = '', ...rest] = line.split(describing)
  const named = generic.test(bare(head).trim()) && rest.length > 0 ? withoutPerson(rest[0] ?? '') : head
  const words = bare(named)
    .split(/\s+/)
    .filter((word) => word !== '')
  return cutSlug(words.slice(0, wordsIn(words)).join(' ') || text)
}

const bare = (text: string): string =>
  text.replaceAll(
    /(?:^|\s)(?:an?|the|our|my|your|their|his|her|its|some|this|these|those|please)(?=\s|$)/gi,
    ' ',
  )

/** "renames photos" becomes "rename photos". */
const withoutPerson = (text: string): string =>
  text.replace(/^\s*(?<verb>\p{L}{3,}[^s\s])s(?=\s)/u, '$<verb>')

/** Number of words for the name, without a trailing preposition or conjunction. */
function wordsIn(words: readonly string[]): number {
  let count = Math.min(words.length, maxNameWords)
  while (
    count > 1 &&
    /^(?:of|for|to|in|on|at|and|or|about|between|into|over|under|per|via)$/i.test(words[count - 1] ?? '')
  ) {
    count -= 1
  }
  return count
}

function cutSlug(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (slug.length <= maxSlug) return slug || 'work'
  const end = slug.lastIndexOf('-', maxSlug)
  return slug.slice(0, end > 0 ? end : maxSlug)
}
