import { Copy, Crosshair, Inbox, Play, Settings, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { BrokenPart } from '../../ui/broken-part.tsx'
import { ActionMenu } from '../../ui/controls/action-menu.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { ChoiceField, TextArea, TextField } from '../../ui/controls/field.tsx'
import { ResizeHandle } from '../../ui/controls/resize-handle.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { ToggleButton } from '../../ui/controls/toggle-button.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { Logo } from '../../ui/logo.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { Tile } from '../../ui/tile.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Row, Section } from './section.tsx'

export function Controls() {
  const { gallery } = words
  const [isOn, setOn] = useState(true)
  return (
    <>
      <Section title={gallery.buttons}>
        <Row>
          <Button look="primary" icon={Play}>
            {gallery.primary}
          </Button>
          <Button icon={Copy}>{gallery.secondary}</Button>
          <Button look="ghost">{gallery.ghost}</Button>
          <Button look="danger" icon={Trash2}>
            {gallery.danger}
          </Button>
          <Button disabled>{gallery.disabled}</Button>
          <IconButton label={gallery.danger} icon={Trash2} />
          <IconButton label={gallery.disabled} icon={Trash2} disabled />
          <CopyButton text={gallery.fieldValue} />
          <ActionMenu
            trigger={<Button>{gallery.choiceLabel}</Button>}
            items={gallery.choices.map((title) => ({ key: title, title, run: () => {} }))}
          />
          <ToggleButton label={gallery.toggle} icon={Crosshair} isOn={isOn} onToggle={() => setOn(!isOn)} />
          <ButtonLink to="/settings" icon={Settings}>
            {gallery.link}
          </ButtonLink>
          <Logo size={28} />
        </Row>
      </Section>
      <Section title={gallery.fields}>
        <Fields />
      </Section>
      <Section title={gallery.notes}>
        <div className="grid gap-6 sm:grid-cols-2">
          <EmptyNote
            icon={Inbox}
            title={gallery.emptyTitle}
            action={<Button look="primary">{gallery.primary}</Button>}
          >
            {gallery.emptyText}
          </EmptyNote>
          <div className="grid content-start gap-5">
            <FailureNote error={new Error(gallery.failure)} onRetry={() => {}} />
            {/* Hidden from assistive technology: the skeleton announces loading, but nothing is loading. */}
            <div aria-hidden>
              <Skeleton lines={4} />
            </div>
          </div>
        </div>
      </Section>
      <Section title={gallery.brokenPart}>
        <BrokenPart error={broken} onAgain={() => {}} />
      </Section>
      <Section title={gallery.panel}>
        <Panel />
      </Section>
      <Section title={gallery.toasts}>
        <Row>
          <Button
            onClick={() =>
              showToast({ title: gallery.toastTitle, description: gallery.toastText, undo: () => {} })
            }
          >
            {gallery.showToast}
          </Button>
          <Button onClick={() => showToast({ title: gallery.failure, isFailure: true })}>
            {gallery.showFailure}
          </Button>
        </Row>
      </Section>
    </>
  )
}

const broken = new Error(words.gallery.failure)

/** A resizable panel beside a list. */
function Panel() {
  const { gallery } = words
  const [width, setWidth] = useState(320)
  return (
    <div className="flex h-24 justify-end overflow-hidden rounded-md border border-line">
      <div className="relative max-w-full border-line border-s bg-raised p-3" style={{ width }}>
        <ResizeHandle label={gallery.panelWidth} width={width} min={200} max={480} onWidth={setWidth} />
        {gallery.panelText(width)}
      </div>
    </div>
  )
}

function Fields() {
  const { gallery } = words
  const [title, setTitle] = useState(gallery.fieldValue)
  const [text, setText] = useState(gallery.areaValue)
  const [priority, setPriority] = useState(gallery.choices[0] ?? '')
  const [tokens, setTokens] = useState<readonly string[]>(gallery.tokens)
  const [view, setView] = useState(gallery.views[0] ?? '')
  const [isChecked, setChecked] = useState(true)
  const choices = gallery.choices.map((each) => ({ value: each, label: each }))
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextField label={gallery.fieldLabel} value={title} onChange={setTitle} />
      <TextField label={gallery.fieldLabel} value="" fault={gallery.fieldFault} onChange={() => {}} />
      <TextArea label={gallery.areaLabel} value={text} onChange={setText} />
      <TokenField label={gallery.tokensLabel} of={gallery.skill} tokens={tokens} onChange={setTokens} />
      <ChoiceField label={gallery.choiceLabel} value={priority} options={choices} onChange={setPriority} />
      <ChoiceField label={gallery.disabled} value={priority} options={choices} onChange={() => {}} disabled />
      <Segmented
        label={gallery.viewLabel}
        value={view}
        choices={gallery.views.map((each) => ({ value: each, label: each }))}
        onChoose={setView}
      />
      <div className="flex gap-2">
        <CheckBox label={gallery.boxLabel} isChecked={isChecked} onChange={setChecked} />
        <CheckBox label={gallery.boxOther} isChecked={!isChecked} onChange={(is) => setChecked(!is)} />
      </div>
      <dl className="grid grid-cols-2 gap-3">
        <Tile title={gallery.tile} about={gallery.tileAbout} before={gallery.tileBefore}>
          {gallery.tileValue}
        </Tile>
        <Tile title={gallery.tile} about={gallery.tileAbout}>
          {gallery.tileValue}
        </Tile>
      </dl>
    </div>
  )
}
