import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useConnection, useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { Logo } from '../../ui/logo.tsx'
import { FailureNote } from '../../ui/notes.tsx'

const serveCommand = 'switchyard serve'
const openCommand = 'switchyard open'
const tokenFile = 'token'

/** Shown to a browser without a session. */
export function ConnectScreen() {
  useTitle('Connect')
  const { connection } = useRpc()
  const { opened } = useConnection()
  const [token, setToken] = useState('')
  const connect = useMutation({ mutationFn: () => connection.authorise(token.trim()) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    connect.mutate()
  }
  return (
    <main className="flex h-full items-center justify-center overflow-auto p-6">
      <div className="w-full max-w-[440px]">
        <Logo size={36} />
        <h1 className="mt-6 font-semibold text-xl">{words.connect.signIn}</h1>
        <p className="mt-2">{opened === 0 ? words.connect.notSignedIn : words.connect.sessionEnded}</p>
        <p className="mt-4">
          {words.connect.openTheLinkThat} <Command text={serveCommand} /> {words.connect.printed}{' '}
          <Command text={openCommand} /> {words.connect.inATerminal}
        </p>
        <p className="mt-4 text-muted">{words.connect.linksWorkOnce}</p>
        <p className="mt-2 text-muted">{words.connect.sessionsBelongToAnAddress}</p>
        <form onSubmit={submit} className="mt-8 rounded-lg border border-line bg-surface p-5">
          <label htmlFor="token" className="font-medium">
            {words.connect.orPasteTheToken}
          </label>
          <p id="token-hint" className="text-muted">
            {words.connect.tokenFile} <code className="font-mono text-sm">{tokenFile}</code>
          </p>
          <div className="mt-3 flex gap-2">
            <input
              id="token"
              type="password"
              autoComplete="off"
              aria-describedby="token-hint"
              value={token}
              onChange={({ target }) => setToken(target.value)}
              className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-canvas px-3 font-mono text-sm"
            />
            <Button type="submit" look="primary" disabled={token.trim() === '' || connect.isPending}>
              {words.connect.connect}
            </Button>
          </div>
          {connect.data === false && (
            <p role="alert" className="mt-3 text-failed">
              {words.connect.thatTokenIsNotTheOne}
            </p>
          )}
          <FailureNote error={connect.error} className="mt-3" />
        </form>
      </div>
    </main>
  )
}

function Command({ text }: { text: string }) {
  return <code className="whitespace-nowrap rounded-sm bg-hover px-1 font-mono text-sm">{text}</code>
}
