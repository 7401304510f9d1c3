import { useState } from 'react'
import { TextArea } from '../../../ui/controls/field.tsx'
import { words } from '../../../words/words.ts'
import type { FieldsProps } from './agent-draft.ts'

/** All of the config that has no field of its own. */
export function RestField({ draft: { rest }, onEdit, faultAt }: FieldsProps) {
  const fault = faultAt('config')
  const [isOpen, setOpen] = useState(rest !== '')
  return (
    <details
      open={isOpen || fault !== undefined}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">
        {words.agents.moreOfItsConfigAsJson}
      </summary>
      <div className="mt-2">
        <TextArea
          label={words.agents.configAsJson}
          rows={5}
          spellCheck={false}
          className="font-mono text-sm"
          placeholder={words.agents.timeoutms60000}
          value={rest}
          fault={fault}
          onChange={(text) => onEdit({ rest: text })}
        />
      </div>
    </details>
  )
}
