import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { Setting } from './setting.tsx'

const { mail: say } = words.settings

/** A short mail to an address of one's own. */
export function MailTest() {
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
      {testing.isError && <FailureNote error={testing.error} />}
    </>
  )
}
