import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { maxRosterFiles } from '#shared/contract/agents.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { SourceFile } from '../../planning/importers/source.ts'
import { readText } from './files.ts'

const endings = /\.(?:md|ya?ml|json)$/i
/** A description of an agent is far below; what else lies in the folder is not read. */
const maxBytes = 1024 * 1024
const maxDepth = 16
const hiddenButRead: ReadonlySet<string> = new Set(['.claude', '.well-known'])

/** A file, or the files of a folder that may describe agents. Links are not followed. */
export function readRosterFiles(path: string): SourceFile[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [{ path: basename(path), text: readText(path) }]
  }
  const found = listFiles(path, '', 0)
  if (found.length > maxRosterFiles) {
    const message = `${path} holds more than ${maxRosterFiles} files that may describe agents.`
    const hint = 'Name the folder that the agents are in.'
    throw new RefusalError(refusal('E_TOO_LARGE', message, hint, { limit: maxRosterFiles }))
  }
  if (found.length === 0) {
    const message = `There is no .md, .yaml or .json file in ${path}.`
    throw new RefusalError(refusal('E_FILE', message, 'Name the folder that the agents are in.'))
  }
  return found.map((each) => ({ path: each, text: readText(join(path, each)) }))
}

function listFiles(root: string, folder: string, depth: number): string[] {
  const found: string[] = []
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory() && depth < maxDepth && isRead(entry.name)) {
      found.push(...listFiles(root, path, depth + 1))
    } else if (entry.isFile() && endings.test(entry.name) && statSync(join(root, path)).size <= maxBytes) {
      found.push(path)
    }
    if (found.length > maxRosterFiles) break
  }
  return found
}

const isRead = (name: string): boolean =>
  name !== 'node_modules' && (!name.startsWith('.') || hiddenButRead.has(name))
