import { parseDocument } from 'yaml'
import { faultOfYaml, findJsonFault, findLooseAlias, type TextFault } from './text-fault.ts'

export const sourceFormats = ['json', 'yaml'] as const
export type SourceFormat = (typeof sourceFormats)[number]

/** The parsed value of a text, or its syntax error. */
export type SourceValue = { readonly value: unknown } | { readonly fault: TextFault }

export function readValue(text: string, format: SourceFormat): SourceValue {
  if (text.trim() === '') return { fault: { kind: 'empty', from: 0, to: 0, found: '' } }
  return format === 'json' ? readJson(text) : readYaml(text)
}

function readJson(text: string): SourceValue {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { fault: findJsonFault(text) }
  }
}

function readYaml(text: string): SourceValue {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false })
  const [wrong] = document.errors
  if (wrong !== undefined) return { fault: faultOfYaml(document, wrong, text) }
  const fault = findLooseAlias(document)
  return fault === null ? { value: document.toJS({ maxAliasCount: 1000 }) } : { fault }
}
