import type { Client } from '../../rpc/client.ts'

/** A plan is listed no more, and what was changed of it since goes with it. Answers with what brings both back. */
export async function removePlan(
  client: Pick<Client, 'plans' | 'drafts'>,
  planId: string,
): Promise<() => Promise<void>> {
  await client.plans.remove({ planId })
  const views = (await client.drafts.list()).filter((draft) => draft.planId === planId)
  const drafts = await Promise.all(views.map(({ id }) => client.drafts.get({ draftId: id })))
  for (const { id } of drafts) await client.drafts.remove({ draftId: id })
  return async () => {
    await client.plans.restore({ planId })
    // The one that was changed last is begun last, and so is the one that is opened.
    for (const { document } of drafts.toReversed()) await client.drafts.create({ document, planId })
  }
}
