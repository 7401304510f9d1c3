import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { expect, it } from 'vitest'
import { DamageBanner } from '../../../../src-renderer/features/frame/damage-banner.tsx'
import { createDrawing, readable } from '../../drawn.tsx'

const lost = 'The last 3 entries may be missing: the log ends at 4.'

it.each([
  { damage: [], said: '' },
  { damage: [lost], said: `The log is damaged. ${lost} Check log Close` },
  { damage: [lost, 'x'], said: `The log is damaged in 2 places. ${lost} Check log Close` },
])('the window reports the damage that the start found in the log: $damage', async ({ damage, said }) => {
  const { client, queries, htmlOf } = await createDrawing()
  const { queryKey } = createTanstackQueryUtils(client).system.info
  queries.setQueryData(queryKey(), { ...(await client.system.info()), damage })
  expect(readable(htmlOf(<DamageBanner />))).toBe(said)
})
