import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import { Banner } from './banner.tsx'

const say = words.shell.damage

/** First problem found by the integrity check of the log at startup, until the user dismisses it. */
export function DamageBanner() {
  const { orpc } = useRpc()
  const [isClosed, setIsClosed] = useState(false)
  const damage = useQuery(orpc.system.info.queryOptions()).data?.damage ?? []
  const [first] = damage
  if (first === undefined || isClosed) return null
  return (
    <Banner icon={TriangleAlert} isFailure title={say.title(damage.length)} about={first}>
      <ButtonLink to="/audit">{say.check}</ButtonLink>
      <Button onClick={() => setIsClosed(true)}>{say.close}</Button>
    </Banner>
  )
}
