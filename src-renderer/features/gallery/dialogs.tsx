import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { Button } from '../../ui/controls/button.tsx'
import { ChoiceBox, ChoiceDialog } from '../../ui/controls/choice-box.tsx'
import { DialogFrame } from '../../ui/controls/dialog-frame.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { Row, Section } from './section.tsx'

const { gallery } = words
type Kind = keyof typeof gallery.dialogs

export function Dialogs() {
  const [shown, setShown] = useState<Kind | null>(null)
  const close = () => setShown(null)
  const done = (
    <Button look="primary" onClick={close}>
      {gallery.primary}
    </Button>
  )
  return (
    <Section title={gallery.dialogsTitle}>
      <Row>
        {Object.keys(gallery.dialogs)
          .filter(isKind)
          .map((kind) => (
            <Button key={kind} onClick={() => setShown(kind)}>
              {gallery.dialogs[kind]}
            </Button>
          ))}
      </Row>
      {(['small', 'large'] as const).map((size) => (
        <DialogFrame
          key={size}
          size={size}
          title={gallery.dialogs[size]}
          about={gallery.emptyText}
          isOpen={shown === size}
          onClose={close}
          actions={done}
        >
          <p>{gallery.areaValue}</p>
        </DialogFrame>
      ))}
      {(['form', 'refused'] as const).map((kind) => (
        <Form key={kind} kind={kind} isOpen={shown === kind} onClose={close} />
      ))}
      <ChoiceDialog title={gallery.dialogs.choice} isTitleShown isOpen={shown === 'choice'} onClose={close}>
        <Choices onChoose={close} />
      </ChoiceDialog>
    </Section>
  )
}

const isKind = (name: string): name is Kind => name in gallery.dialogs

interface FormProps {
  readonly kind: 'form' | 'refused'
  readonly isOpen: boolean
  readonly onClose: () => void
}

function Form({ kind, isOpen, onClose }: FormProps) {
  const [title, setTitle] = useState(gallery.fieldValue)
  return (
    <FormDialog
      isOpen={isOpen}
      title={gallery.dialogs[kind]}
      about={gallery.emptyText}
      submit={gallery.primary}
      error={kind === 'refused' ? new Error(gallery.failure) : null}
      onSubmit={onClose}
      onClose={onClose}
    >
      <TextField label={gallery.fieldLabel} value={title} onChange={setTitle} />
    </FormDialog>
  )
}

function Choices({ onChoose }: { onChoose: () => void }) {
  const [typed, setTyped] = useState('')
  const found = gallery.choices.filter((each) => each.toLowerCase().includes(typed.toLowerCase()))
  return (
    <ChoiceBox
      label={gallery.find}
      listLabel={gallery.choiceLabel}
      typed={typed}
      onType={setTyped}
      groups={[{ id: 'all', label: gallery.choiceLabel, title: gallery.choiceLabel, items: found }]}
      keyOf={(each) => each}
      option={(each) => each}
      onChoose={onChoose}
      after={found.length === 0 && <p className="px-4 py-3 text-muted">{gallery.emptyTitle}</p>}
      hint={gallery.findHint}
      verb={gallery.primary}
    />
  )
}
