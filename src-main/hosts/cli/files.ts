import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { rosterSchema } from '#shared/contract/agents.ts'
import { type BuildRequest, buildRequestSchema } from '#shared/contract/compat/seed.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { RefusalError, refusedWith, unwrap } from '#shared/refusal.ts'
import { type DecodedText, decodeText } from '#shared/text/decode.ts'
import { parseInput } from '../../base/parse-input.ts'
import { parseJsonText } from '../../planning/text/json-text.ts'
import { parseOwnPlan } from '../../planning/text/own-plan-text.ts'

export const readText = (file: string): string => readEncoded(file).text

/** UTF-8, UTF-16 or, where nothing else fits, Windows-1252. */
export function readEncoded(file: string): DecodedText {
  // A file that is not there is something the person typed, not a bug.
  try {
    // A pipe would be waited for, for ever.
    if (!statSync(file).isFile()) throw notAFile(file)
    const decoded = decodeText(readFileSync(file))
    if (decoded === null) throw noText(file)
    return decoded
  } catch (error) {
    if (error instanceof RefusalError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    const why = code === 'ENOENT' ? 'no such file' : code
    throw refusedWith('E_FILE', 'file_unreadable', { file, why })
  }
}

/** Writes over what is there, as other tools do with a file that is named for their output. */
export function writeText(file: string, text: string): void {
  // A folder that is not there or may not be written to is something the person typed, not a bug.
  try {
    writeFileSync(file, text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unwritable'
    throw refusedWith('E_FILE', 'file_unwritable', { file, code })
  }
}

/** For a file or a file of a folder whose bytes are no text. */
export const noText = (file: string): RefusalError => refusedWith('E_TEXT', 'file_not_text', { file })

const notAFile = (file: string): RefusalError => refusedWith('E_FILE', 'path_not_a_file', { file })

/** A plan of ours as it is written, whatever is wrong with its fields; null for a file of another tool. */
export function readPlanFields(text: string): Record<string, unknown> | null {
  const parsed = parseOwnPlan(text)
  return parsed === null ? null : unwrap(parseInput(fieldsSchema, unwrap(parsed)))
}

const fieldsSchema = z.record(z.string(), z.unknown())

function readOwnPlan(text: string): BuildRequest | null {
  const fields = readPlanFields(text)
  return fields === null ? null : unwrap(parseInput(buildRequestSchema, fields))
}

/** A plan of ours, its project folder made absolute from where the file lies; null for a file of another tool. */
export function readPlanFile(file: string, text: string): BuildRequest | null {
  const request = readOwnPlan(text)
  if (request?.project_folder === undefined) return request
  return { ...request, project_folder: resolve(dirname(file), request.project_folder) }
}

export const readRoster = (file: string): Agent[] =>
  unwrap(parseInput(rosterSchema, unwrap(parseJsonText(readText(file))))).agents
