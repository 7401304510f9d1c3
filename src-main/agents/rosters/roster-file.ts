import { once } from '#shared/once.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { SourceFile } from '../../planning/importers/source.ts'
import { parseJsonText } from '../../planning/text/json-text.ts'
import { parseYamlText } from '../../planning/text/yaml-text.ts'
import { keptLine } from './text.ts'

/** A file that is shown to every format; what several need of it is read once. */
export interface RosterFile extends SourceFile {
  readonly json: () => Result<unknown, Refusal>
  readonly yaml: () => Result<unknown, Refusal>
}

export const rosterFileOf = ({ path, text }: SourceFile): RosterFile => ({
  path: keptLine(path, 1000) || 'file',
  text,
  json: once(() => parseJsonText(text)),
  yaml: once(() => parseYamlText(text)),
})
