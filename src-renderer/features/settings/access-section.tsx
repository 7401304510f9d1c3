import { useMutation, useQuery } from '@tanstack/react-query'
import type { TokenView } from '#shared/model/token.ts'
import { words } from '#shared/words/words.ts'
import { signOut } from '../../rpc/browser-session.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { Group, Setting } from './setting.tsx'

const { access: say, sections } = words.settings

/** Signed-in browsers and API tokens, each with a button to revoke it. */
export function AccessSection() {
  const { orpc } = useRpc()
  const list = useQuery(orpc.tokens.list.queryOptions({ input: {} }))
  const revoking = useMutation(orpc.tokens.revoke.mutationOptions())
  const leaving = useMutation({ mutationFn: signOut })
  if (list.isError || list.data === undefined) return <Unfetched query={list} lines={3} />
  const failure = revoking.error ?? leaving.error
  return (
    <Group title={sections.access} about={say.about}>
      {list.data.map((token) => (
        <Setting key={token.id} title={token.name} about={aboutOf(token)}>
          {token.isCurrent ? (
            <Button disabled={leaving.isPending} onClick={() => leaving.mutate()}>
              {say.signOut}
            </Button>
          ) : (
            <Button
              aria-label={say.revokeNamed(token.name)}
              disabled={revoking.isPending}
              onClick={() => revoking.mutate({ tokenId: token.id })}
            >
              {say.revoke}
            </Button>
          )}
        </Setting>
      ))}
      <FailureNote error={failure} />
    </Group>
  )
}

function aboutOf({ scope, isCurrent, usedAt, expiresAt }: TokenView): string {
  return [
    isCurrent ? say.thisBrowser : say.scopes[scope],
    usedAt === null ? say.neverUsed : say.lastUsed(formatInstant(usedAt)),
    expiresAt === null ? say.noExpiry : say.expires(formatInstant(expiresAt)),
  ].join(' · ')
}
