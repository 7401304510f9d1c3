import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { Group, Setting } from './setting.tsx'

const { mail: say, sections } = words.settings

/** Where mails are handed to, as the start was told; a test says whether that works. */
export function MailSection() {
  const { orpc } = useRpc()
  const settings = useQuery(orpc.system.settings.queryOptions())
  const testing = useMutation(orpc.system.testMail.mutationOptions())
  const [to, setTo] = useState('')
  const [isAsked, setAsked] = useState(false)
  if (settings.isError) return <FailureNote error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.data === undefined) return <Skeleton lines={3} />
  const { server, from, user, hasPassword, problem } = settings.data.mail
  const isAddress = /^\S+@\S+\.\S+$/.test(to.trim())
  if (server === null) {
    return (
      <Group title={sections.mail} about={say.about}>
        <div className="py-3">
          <p className="font-medium">{problem ?? say.none}</p>
          <p className="text-muted">{say.how}</p>
          <pre className="mt-2 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-sm">{say.example}</pre>
        </div>
      </Group>
    )
  }
  const facts: [string, string][] = [
    [say.server, server],
    [say.from, from ?? '–'],
    [say.user, user ?? '–'],
    [say.password, hasPassword ? say.there : say.missing],
  ]
  return (
    <Group title={sections.mail} about={say.about}>
      {facts.map(([title, value]) => (
        <Setting key={title} title={title}>
          <span className="break-all">{value}</span>
        </Setting>
      ))}
      <Setting title={say.to}>
        <form
          className="flex items-end gap-2"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setAsked(true)
            if (isAddress) testing.mutate({ to: to.trim() })
          }}
        >
          <TextField
            type="email"
            label={say.to}
            isLabelHidden
            value={to}
            onChange={setTo}
            fault={isAsked && !isAddress ? say.toFault : undefined}
          />
          <Button type="submit" disabled={testing.isPending}>
            {say.send}
          </Button>
        </form>
      </Setting>
      <div role="status">
        {testing.data !== undefined && (
          <p className="break-words py-2">
            {testing.data.isSent ? say.sent : say.notSent}: {testing.data.said}
          </p>
        )}
      </div>
      {testing.isError && <FailureNote error={testing.error} />}
    </Group>
  )
}
