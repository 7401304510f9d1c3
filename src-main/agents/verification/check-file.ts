import { artifactsOf } from '#shared/model/artifact.ts'
import type { Check } from '#shared/model/check.ts'
import type { Verification } from '../../engine/ports.ts'
import { readNamed, type Unusable } from '../inside.ts'
import type { Workspaces } from '../workspace.ts'
import type { Checked } from './checked.ts'

type FileCheck = Extract<Check, { kind: 'file' }>

const maxBytes = 10_000_000

const words: Record<Unusable, string> = {
  not_plain: 'its path does not lead from the workspace',
  outside: 'it lies outside the workspace',
  linked: 'it is a link, or has a second name',
  special: 'it is no file',
  missing: 'it is not there',
  too_large: 'it is too large to be looked at',
}

export async function checkFile(
  workspaces: Workspaces,
  verification: Verification,
  { path, contains }: FileCheck,
): Promise<Checked> {
  const text = await readChecked(workspaces, verification, path)
  if (typeof text !== 'string') return { isMet: false, evidence: text.why }
  if (text.trim() === '') return { isMet: false, evidence: 'it is empty' }
  if (contains === undefined || text.includes(contains)) {
    return { isMet: true, evidence: `${Buffer.byteLength(text)} bytes` }
  }
  return { isMet: false, evidence: `it has ${Buffer.byteLength(text)} bytes, and the text is not among them` }
}

/** The text of a file in the workspace or, if there is none, of one that the result hands over under that name. */
export async function readChecked(
  workspaces: Workspaces,
  { context, result }: Verification,
  path: string,
): Promise<string | { readonly why: string }> {
  const workspace = await workspaces.open(context)
  if (!workspace.ok) return { why: workspace.error.message }
  const read = await readNamed(workspace.value.folder, path, maxBytes)
  if (typeof read !== 'string') return read.toString('utf8')
  const handedOver = artifactsOf(result).find(({ name }) => name === path)
  return read === 'missing' && handedOver !== undefined ? handedOver.text : { why: words[read] }
}
