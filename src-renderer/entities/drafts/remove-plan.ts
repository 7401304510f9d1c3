import type { Client } from '../../rpc/client.ts'

/** Removes a plan from the list and deletes its drafts. Returns a function that restores both. */
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
    // Recreate the most recently changed draft last, since the newest draft is the one that opens.
    for (const { document } of drafts.toReversed()) await client.drafts.create({ document, planId })
  }
}
