import { readdir } from 'node:fs/promises'
import { z } from 'zod'
import type { ModelConfig, OwnTool } from '#shared/model/agents/model-agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { decodeUtf8 } from '#shared/text/decode.ts'
import { findFolderInside, readNamed, type Unusable } from '../read-inside.ts'
import { findNameFault, type Unwritten, writeInside } from '../write-inside.ts'
import { maxShown } from './prompt-material.ts'
import { done, ownTool, type UsableTool } from './tool.ts'

/** Maximum directory entries visited, so that huge folders finish in bounded time. */
const maxEntries = 20_000

interface Walked {
  /** Paths relative to the workspace, separated by `/`. */
  readonly files: readonly string[]
  /** True if the limit was reached before all files were listed. */
  readonly isCut: boolean
}

/**
 * Files below a folder of a workspace, sorted by path; null if the folder does not exist. Links are not followed;
 * hidden files and `node_modules` are skipped.
 */
async function walkFiles(root: string, folder: string, signal: AbortSignal): Promise<Walked | null> {
  if (folder !== '' && findNameFault(folder) !== null) return null
  const files: string[] = []
  const waiting = [folder]
  let looked = 0
  if (folder !== '' && (await findFolderInside(root, folder)) === null) return null
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    signal.throwIfAborted()
    for (const entry of await listEntries(root, path)) {
      looked += 1
      if (looked > maxEntries) return { files: files.toSorted(), isCut: true }
      const inner = path === '' ? entry.name : `${path}/${entry.name}`
      if (findNameFault(inner) !== null || entry.name === 'node_modules') continue
      if (entry.isDirectory()) waiting.push(inner)
      else if (entry.isFile()) files.push(inner)
    }
  }
  return { files: files.toSorted(), isCut: false }
}

async function listEntries(root: string, path: string) {
  const real = path === '' ? root : await findFolderInside(root, path)
  // A folder that was removed during the walk counts as empty.
  return real === null ? [] : readdir(real, { withFileTypes: true }).catch(() => [])
}

/** Normalizes a path from a model: relative to the workspace, without a leading `./`. */
const plainOf = (path: string): string => path.replace(/^(\.\/)+/, '').replace(/^\.$/, '')

/** Written files with their sizes in bytes, stored with the conversation. */
export type Written = Map<string, number>

interface Options {
  /** The workspace: an absolute, real path. */
  readonly folder: string
  readonly config: Pick<ModelConfig, 'tools' | 'maxOutputBytes'>
  readonly written: Written
}

const maxReadBytes = 2_000_000
/** Maximum number of files stored with a result. */
const maxWritten = 50
const maxListed = 1000
const maxMatches = 100
const maxMatchLine = 200
const maxSearchedBytes = 20_000_000

const path = z
  .string()
  .min(1)
  .max(1000)
  .describe('Path relative to the workspace, for example src/main.ts.')
  .transform(plainOf)
const folder = z
  .string()
  .max(1000)
  .describe('Folder relative to the workspace, for example src. Default: the whole workspace.')
  .default('')
  .transform(plainOf)
const fromLine = z
  .int()
  .min(1)
  .describe('Number of the first line to read, counted from 1, for example 200. Default: 1.')
  .default(1)
const wanted = z
  .string()
  .min(1)
  .max(1000)
  .describe('Exact text, case-sensitive, without patterns, for example createServer(.')

/** Tools for workspace files only. Each path is checked when the file is opened. */
export function createWorkspaceTools(options: Options): UsableTool[] {
  return [readTool(options), listTool(options), searchTool(options), writeTool(options), editTool(options)]
}

const policyIn = ({ tools }: Options['config'], name: OwnTool) => tools[name]

const readTool = ({ folder: root, config }: Options): UsableTool =>
  ownTool({
    name: 'read_file',
    about: `Reads a UTF-8 text file of the workspace and returns up to ${maxShown} characters, from a given line on.`,
    policy: policyIn(config, 'read_file'),
    isReading: true,
    schema: z.strictObject({ path, from_line: fromLine }),
    async act(input) {
      const read = await readText(root, input.path)
      if (!read.ok) return read
      const lines = read.value.split('\n')
      return done(`the file ${input.path}`, lines.slice(input.from_line - 1).join('\n'))
    },
  })

const listTool = ({ folder: root, config }: Options): UsableTool =>
  ownTool({
    name: 'list_files',
    about: `Lists the files below a folder of the workspace, one path per line, up to ${maxListed} files.`,
    policy: policyIn(config, 'list_files'),
    isReading: true,
    schema: z.strictObject({ folder }),
    async act(input, signal) {
      const walked = await walkFiles(root, input.folder, signal)
      if (walked === null) return err(noFolder(input.folder))
      const { files, isCut } = walked
      const more = isCut || files.length > maxListed ? '\n… and more files. List a folder.' : ''
      return done('files', `${files.slice(0, maxListed).join('\n') || '(no files)'}${more}`)
    },
  })

const searchTool = ({ folder: root, config }: Options): UsableTool =>
  ownTool({
    name: 'search_files',
    about: `Finds lines that contain an exact text in the files below a folder, up to ${maxMatches} lines as path:line: text.`,
    policy: policyIn(config, 'search_files'),
    isReading: true,
    schema: z.strictObject({ text: wanted, folder }),
    async act(input, signal) {
      const walked = await walkFiles(root, input.folder, signal)
      if (walked === null) return err(noFolder(input.folder))
      const found: string[] = []
      let room = maxSearchedBytes
      for (const file of walked.files) {
        signal.throwIfAborted()
        const read = await readNamed(root, file, Math.min(room, maxReadBytes))
        if (typeof read === 'string' || read.includes(0)) continue
        room -= read.length
        found.push(...matchesOf(file, read.toString('utf8'), input.text))
        if (found.length >= maxMatches || room <= 0) break
      }
      const more =
        found.length >= maxMatches || room <= 0 || walked.isCut
          ? '\n… and possibly more lines. Search in a folder.'
          : ''
      return done('matching lines', `${found.slice(0, maxMatches).join('\n') || '(no lines)'}${more}`)
    },
  })

const writeTool = ({ folder: root, config, written }: Options): UsableTool =>
  ownTool({
    name: 'write_file',
    about: 'Creates or replaces a whole text file in the workspace, together with missing folders.',
    policy: policyIn(config, 'write_file'),
    isReading: false,
    schema: z.strictObject({
      path,
      text: z
        .string()
        .describe(
          `Complete content of the file, for example "# Guide\\n". All files together: up to ${config.maxOutputBytes} bytes.`,
        ),
    }),
    act: (input) => write({ root, config, written }, input),
  })

const editTool = ({ folder: root, config, written }: Options): UsableTool =>
  ownTool({
    name: 'edit_file',
    about:
      'Replaces one passage in a text file of the workspace; the old passage occurs exactly once in the file.',
    policy: policyIn(config, 'edit_file'),
    isReading: false,
    schema: z.strictObject({
      path,
      old: z
        .string()
        .min(1)
        .describe('Exact passage to replace, with its spaces and line breaks, for example "return a - b".'),
      new: z.string().describe('New passage, for example "return a + b". Empty: the old passage is removed.'),
    }),
    async act({ path, old, new: next }) {
      const fault = findNameFault(path)
      if (fault !== null) return err(describeFault(path, fault))
      const read = await readText(root, path)
      if (!read.ok) return read
      const [before = '', after, ...others] = read.value.split(old)
      if (after === undefined) return err('The old passage is not in the file. Read the file again.')
      if (others.length > 0) {
        return err(`The old passage is in the file ${others.length + 1} times. Give a longer passage.`)
      }
      return write({ root, config, written }, { path, text: `${before}${next}${after}` })
    },
  })

interface Writing extends Pick<Options, 'config' | 'written'> {
  readonly root: string
}

async function write({ root, config, written }: Writing, file: { path: string; text: string }) {
  const { path } = file
  const bytes = Buffer.byteLength(file.text)
  const others = [...written].reduce((sum, [each, size]) => (each === path ? sum : sum + size), 0)
  if (!written.has(path) && written.size >= maxWritten)
    return err(`The limit of ${maxWritten} written files is reached. Change a file that you wrote.`)
  if (others + bytes > config.maxOutputBytes) {
    return err(
      `The file has ${bytes} bytes, and only ${Math.max(0, config.maxOutputBytes - others)} bytes are left for it. Write a shorter file.`,
    )
  }
  const fault = await writeInside(root, path, file.text)
  if (fault !== null) return err(describeFault(path, fault))
  written.set(path, bytes)
  return done('result', `Wrote ${path}: ${bytes} bytes.`)
}

/** Text of a workspace file, or an error message for the model. */
export async function readText(
  root: string,
  path: string,
  maxBytes = maxReadBytes,
): Promise<Result<string, string>> {
  const fault = findNameFault(path)
  if (fault !== null) return err(describeFault(path, fault))
  const read = await readNamed(root, path, maxBytes)
  if (typeof read === 'string') return err(describeFault(path, read))
  const text = decodeUtf8(read)
  return text === null ? err(`${JSON.stringify(path)} is not a UTF-8 text file.`) : ok(text)
}

function matchesOf(file: string, text: string, wanted: string): string[] {
  if (!text.includes(wanted)) return []
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.includes(wanted) ? [`${file}:${index + 1}: ${line.slice(0, maxMatchLine)}`] : [],
    )
    .slice(0, maxMatches)
}

const faults: Record<Unusable | Unwritten, string> = {
  not_plain: 'use a path relative to the workspace without "..", for example src/main.ts',
  hidden: 'names that start with a dot and files of version control are closed',
  outside: 'the path leads outside the workspace',
  linked: 'the file is a link, lies behind a link, or has a second name',
  special: 'the path is not a regular file',
  missing: 'the file does not exist or cannot be read',
  too_large: `the file is larger than ${maxReadBytes} bytes`,
}

const describeFault = (path: string, fault: Unusable | Unwritten): string =>
  `Cannot use ${JSON.stringify(path)}: ${faults[fault]}.`
const noFolder = (path: string): string => `The workspace has no folder ${JSON.stringify(path)}.`
