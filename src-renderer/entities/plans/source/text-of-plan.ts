import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { writeSource } from './source-text.ts'
import type { SourceFormat } from './source-value.ts'

const known = new WeakMap<PlanDraft, Map<SourceFormat, string>>()

/** This text was read as this plan: as long as the plan stays it, so does the text, with its comments and its order. */
export function rememberText(document: PlanDraft, format: SourceFormat, text: string): void {
  known.set(document, new Map(known.get(document)).set(format, text))
}

/** The text that a plan was read from, or one that is written of it. */
export function textOfPlan(document: PlanDraft, format: SourceFormat): string {
  const before = known.get(document)?.get(format)
  if (before !== undefined) return before
  const text = writeSource(document, format)
  rememberText(document, format, text)
  return text
}
