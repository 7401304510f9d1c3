import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { rosterSchema } from '#shared/contract/agents.ts'
import { type BuildRequest, buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { RefusalError, refusedWith, unwrap } from '#shared/refusal.ts'
import { type DecodedText, decodeText } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import { parseInput } from '../../base/parse-input.ts'
import { parseJsonText } from '../../planning/text/json-text.ts'
import { parseOwnPlan } from '../../planning/text/own-plan-text.ts'

export const readText = (file: string): string => readEncoded(file).text

/** Decodes UTF-8 or UTF-16, and falls back to Windows-1252. */
export function readEncoded(file: string): DecodedText {
  // A missing file is a user error, not a bug.
  try {
    // Reading a pipe could block forever.
    if (!statSync(file).isFile()) throw notAFile(file)
    const decoded = decodeText(readFileSync(file))
    if (decoded === null) throw noText(file)
    return decoded
  } catch (error) {
    if (error instanceof RefusalError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : words.fileProblems.unknown
    const why = code === 'ENOENT' ? words.fileProblems.missing : code
    throw refusedWith('E_FILE', 'file_unreadable', { file, why })
  }
}

/** Overwrites an existing file, as other tools do with a named output file. */
export function writeText(file: string, text: string): void {
  // A missing or read-only folder is a user error, not a bug.
  try {
    writeFileSync(file, text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : words.fileProblems.unknown
    throw refusedWith('E_FILE', 'file_unwritable', { file, code })
  }
}

/** Refusal for a file whose bytes are not text. */
export const noText = (file: string): RefusalError => refusedWith('E_TEXT', 'file_not_text', { file })

const notAFile = (file: string): RefusalError => refusedWith('E_FILE', 'path_not_a_file', { file })

/** Fields of a Switchyard plan as written, without validation; null for another tool's file. */
export function readPlanFields(text: string): Record<string, unknown> | null {
  const parsed = parseOwnPlan(text)
  return parsed === null ? null : unwrap(parseInput(fieldsSchema, unwrap(parsed)))
}

const fieldsSchema = z.record(z.string(), z.unknown())

function readOwnPlan(text: string): BuildRequest | null {
  const fields = readPlanFields(text)
  return fields === null ? null : unwrap(parseInput(buildRequestSchema, fields))
}

/** A Switchyard plan whose project folder is resolved relative to the file; null for another tool's file. */
export function readPlanFile(file: string, text: string): BuildRequest | null {
  const request = readOwnPlan(text)
  if (request?.project_folder === undefined) return request
  return { ...request, project_folder: resolve(dirname(file), request.project_folder) }
}

export const readRoster = (file: string): Agent[] =>
  unwrap(parseInput(rosterSchema, unwrap(parseJsonText(readText(file))))).agents
