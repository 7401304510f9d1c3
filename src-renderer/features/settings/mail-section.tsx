import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingsView } from '#shared/contract/system.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { mail: say, sections } = words.settings

/** Mail server settings, with a test mail. */
export function MailSection() {
  const { orpc } = useRpc()
  const settings = useQuery(orpc.system.settings.queryOptions())
  if (settings.isError || settings.data === undefined) return <Unfetched query={settings} lines={3} />
  const { mail } = settings.data
  return (
    <Group title={sections.mail} about={say.about}>
      {mail.isFixed ? <FixedServer mail={mail} /> : <MailForm key={mail.kept?.url ?? ''} mail={mail} />}
      {mail.server !== null && <MailTest />}
    </Group>
  )
}

interface MailProps {
  readonly mail: SettingsView['mail']
}

/** Read-only server settings from the environment. */
function FixedServer({ mail: { server, from, user, hasPassword, problem } }: MailProps) {
  const facts: [string, string][] = [
    [say.from, from ?? '–'],
    [say.user, user ?? '–'],
    [say.password, hasPassword ? say.there : say.missing],
  ]
  return (
    <>
      <Setting title={say.server} about={problem ?? say.fixed} isChanged>
        <span className="break-all">{server ?? '–'}</span>
      </Setting>
      {facts.map(([title, value]) => (
        <Setting key={title} title={title}>
          <span className="break-all">{value}</span>
        </Setting>
      ))}
    </>
  )
}

function MailForm({ mail: { kept, hasPassword, problem } }: MailProps) {
  const { orpc } = useRpc()
  const [url, setUrl] = useState(kept?.url ?? '')
  const [from, setFrom] = useState(kept?.from ?? '')
  const [password, setPassword] = useState('')
  const saving = useMutation(
    orpc.system.setMail.mutationOptions({
      onSuccess: (_, { mail }) => {
        setPassword('')
        showToast({ title: mail === null ? say.removed : say.saved })
      },
    }),
  )
  const isSame = url.trim() === (kept?.url ?? '') && from.trim() === (kept?.from ?? '') && password === ''
  return (
    <form
      noValidate
      data-setting={kept === null ? 'shipped' : 'changed'}
      className="flex max-w-[560px] flex-col gap-4 py-4"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate({ mail: { url, from, ...(password !== '' && { password }) } })
      }}
    >
      <p className={problem === null ? 'text-muted' : 'text-failed'}>
        {problem ?? (kept === null ? say.none : say.serverAbout)}
      </p>
      <TextField
        label={say.server}
        value={url}
        onChange={setUrl}
        spellCheck={false}
        placeholder={say.serverExample}
      />
      <TextField
        label={say.from}
        type="email"
        value={from}
        onChange={setFrom}
        placeholder={say.fromExample}
      />
      <div>
        <TextField
          label={say.password}
          type="password"
          autoComplete="off"
          value={password}
          onChange={setPassword}
          placeholder={hasPassword ? say.there : ''}
        />
        <p className="mt-1 text-muted text-sm">{say.passwordAbout}</p>
      </div>
      <FailureNote error={saving.error} />
      <div className="flex gap-2">
        <Button
          type="submit"
          look="primary"
          disabled={isSame || url.trim() === '' || from.trim() === '' || saving.isPending}
        >
          {say.save}
        </Button>
        {kept !== null && <Button onClick={() => saving.mutate({ mail: null })}>{say.remove}</Button>}
      </div>
    </form>
  )
}

/** Sends a short test mail to a typed address. */
function MailTest() {
  const { orpc } = useRpc()
  const testing = useMutation(orpc.system.testMail.mutationOptions())
  const [to, setTo] = useState('')
  const [isAsked, setAsked] = useState(false)
  const isAddress = /^\S+@\S+\.\S+$/.test(to.trim())
  return (
    <>
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
      <FailureNote error={testing.error} />
    </>
  )
}
