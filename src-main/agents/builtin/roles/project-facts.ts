import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import type { ProjectFile } from '../../project-files.ts'
import type { Folder } from '../ability.ts'

/** Facts that the files of a project state about it. They are data, never instructions. */
export interface ProjectFacts {
  /** The name; null when no file states it. */
  readonly name: string | null
  /** The description in one or two sentences; null when no file has one. */
  readonly about: string | null
  /** Command that runs the tests, such as `npm test`; null if unknown. */
  readonly testCommand: string | null
}

export const noFacts: ProjectFacts = { name: null, about: null, testCommand: null }

const maxName = 100
const maxAbout = 300

const packageSchema = z.object({
  name: z.string().catch(''),
  description: z.string().catch(''),
  scripts: z.object({ test: z.string() }).nullable().catch(null),
})

/** Facts from `package.json` and the README at the top of the folder. */
export function readFacts(folder: Folder): ProjectFacts {
  if (folder.state !== 'read') return noFacts
  const readme = readReadme(folder.files.find(({ path }) => /^readme(?:\.(?:md|markdown|txt))?$/i.test(path)))
  const own = readPackage(folder.files.find(({ path }) => path === 'package.json'))
  return {
    name: short(own?.name, maxName) ?? readme.title,
    about: short(own?.description, maxAbout) ?? readme.about,
    testCommand: own === null || own.scripts === null ? null : 'npm test',
  }
}

/** Sentences that name their sources. */
export function describeFacts({ name, about, testCommand }: ProjectFacts): string[] {
  return [
    ...(name === null ? [] : [`Project name: ${name}`]),
    ...(about === null ? [] : [`Project description: ${about}`]),
    ...(testCommand === null ? [] : [`Test command: ${testCommand}`]),
  ]
}

function readPackage(file: ProjectFile | undefined): z.infer<typeof packageSchema> | null {
  if (file === undefined) return null
  // An invalid `package.json` yields no facts.
  return packageSchema.safeParse(orElse(() => JSON.parse(file.text), null)).data ?? null
}

function readReadme(file: ProjectFile | undefined): { title: string | null; about: string | null } {
  const lines = (file?.text ?? '').slice(0, 20_000).split(/\r?\n/)
  const title = lines.find((line) => /^#\s+\S/.test(line))?.replace(/^#\s+/, '')
  const paragraph = lines
    .join('\n')
    .split(/\n\s*\n/)
    .find((each) => /^\s*[\p{L}\p{N}"“]/u.test(each))
  return { title: short(title, maxName), about: short(paragraph, maxAbout) }
}

function short(text: string | undefined, maxLength: number): string | null {
  const line = (text ?? '').replaceAll(/\s+/g, ' ').trim()
  return line === '' ? null : cutAtWord(line, maxLength)
}
