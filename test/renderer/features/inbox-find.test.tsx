import { expect, it } from 'vitest'
import { InboxHead } from '../../../src-renderer/features/inbox/inbox-head.tsx'
import { parseInboxSearch } from '../../../src-renderer/features/inbox/inbox-search.ts'
import { createDrawing } from '../drawn.tsx'

it('a search in the Inbox is limited in length like the search in its history', async () => {
  const { client, htmlOf } = await createDrawing()
  const html = htmlOf(<InboxHead search={{}} onSearch={() => {}} />)
  const longest = Number(/maxlength="(\d+)"/i.exec(html)?.[1])
  const find = 'a'.repeat(longest)
  await expect(client.inbox.history({ find })).resolves.toMatchObject({ items: [] })
  expect(parseInboxSearch({ find })).toEqual({ find })
  expect(parseInboxSearch({ find: `${find}a` })).toEqual({})
})
