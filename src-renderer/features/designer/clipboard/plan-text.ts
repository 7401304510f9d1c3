import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import type { Client } from '../../../rpc/client.ts'

/** Tasks as a plan file: whoever gets the text can read it, and so can every import. */
export function textOfTasks(document: PlanDraft, tasks: readonly DraftTask[]): string {
  const { plan_id, title, tasks: written } = requestOf({ ...document, tasks: [...tasks] })
  return `${JSON.stringify({ plan_id, title, tasks: written }, null, 2)}\n`
}

/** Plain lines, and no file of a plan or of another tool. */
export const isList = (text: string): boolean =>
  !/^\s*(?:[[{<](?![ xX]?\])|---|%YAML|(?:graph|flowchart|digraph|strict)\b)/.test(text) &&
  !/^(?:plan_id|tasks?)\s*:/m.test(text)

/** The tasks of whatever the server can import: a plan file, a file of another tool. */
export async function readPasted(client: Client, text: string): Promise<readonly DraftTask[]> {
  const { plans } = await client.plans.import({
    text,
    fileName: 'pasted.json',
    dryRun: true,
    withDocuments: true,
  })
  return plans.flatMap(({ document }) => document?.tasks ?? [])
}
