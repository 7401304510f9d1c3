import { clsx } from 'clsx'
import { ChevronDown, TriangleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'

const boxClass =
  'w-full min-w-0 rounded-md border bg-surface px-2.5 text-ink placeholder:text-faint disabled:opacity-60 [&[list]::-webkit-calendar-picker-indicator]:hidden!'

/** Error or warning of a field; a warning does not prevent saving. */
export type FaultText = string | { readonly warning: string }

interface Named {
  readonly label: ReactNode
  /** The label is visible elsewhere, so only screen readers get this one. */
  readonly isLabelHidden?: boolean
  readonly fault?: FaultText | undefined
  /** Content between the label and the field, such as tokens entered before. */
  readonly above?: ReactNode
}

interface FieldProps extends Named {
  readonly children: (props: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode
}

/** A form field with its label above and its error or warning below. */
function Field({ label, isLabelHidden = false, fault, above, children }: FieldProps) {
  const id = useId()
  const faultId = `${id}-fault`
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'mb-1 block font-medium text-muted text-sm'}>
        {label}
      </label>
      {above}
      {children({ id, 'aria-invalid': isWrong(fault), 'aria-describedby': faultId })}
      <Fault id={faultId} text={fault} />
    </div>
  )
}

export function Fault({ id, text }: { id?: string; text: FaultText | undefined }) {
  if (text === undefined) return null
  if (!isWrong(text)) {
    return (
      <p id={id} className="mt-1 flex gap-1.5 text-muted text-sm">
        <TriangleAlert size={14} aria-hidden className="mt-px shrink-0 text-warning" />
        <span className="min-w-0 break-words">{text.warning}</span>
      </p>
    )
  }
  return (
    <p id={id} role="alert" className="mt-1 text-failed text-sm">
      {text}
    </p>
  )
}

const isWrong = (fault: FaultText | undefined): fault is string => typeof fault === 'string'

const borderOf = (fault: FaultText | undefined): string =>
  isWrong(fault) ? 'border-failed' : 'border-line-strong'

type Replaced<Tag extends 'input' | 'textarea'> = Named &
  Omit<ComponentProps<Tag>, 'onChange' | 'value'> & {
    readonly value: string
    readonly onChange: (value: string) => void
  }

interface TextFieldProps extends Omit<Replaced<'input'>, 'list'> {
  /** Suggestions while typing. */
  readonly suggestions?: readonly string[]
}

export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden = false, fault, above, suggestions, onChange, className, ...rest } = props
  return (
    <Field label={label} isLabelHidden={isLabelHidden} fault={fault} above={above}>
      {(props) => (
        <>
          <input
            type="text"
            {...rest}
            {...props}
            {...(suggestions !== undefined && { list: `${props.id}-list` })}
            onChange={(event) => onChange(event.target.value)}
            className={clsx(boxClass, 'h-8', borderOf(fault), className)}
          />
          {suggestions !== undefined && (
            <datalist id={`${props.id}-list`}>
              {[...new Set(suggestions)].map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

/** `isGrowing`: the height follows the text and cannot be changed by dragging. */
export function TextArea(props: Replaced<'textarea'> & { readonly isGrowing?: boolean }) {
  const {
    label,
    isLabelHidden = false,
    isGrowing = false,
    fault,
    above,
    onChange,
    className,
    ...rest
  } = props
  return (
    <Field label={label} isLabelHidden={isLabelHidden} fault={fault} above={above}>
      {(props) => (
        <textarea
          rows={2}
          {...rest}
          {...props}
          onChange={(event) => onChange(event.target.value)}
          className={clsx(
            boxClass,
            'block',
            isGrowing ? 'field-sizing-content max-h-40 resize-none py-[5px]' : 'resize-y py-1.5',
            borderOf(fault),
            className,
          )}
        />
      )}
    </Field>
  )
}

interface ChoiceProps<Value extends string> extends Named {
  readonly value: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

export function ChoiceField<Value extends string>(choice: ChoiceProps<Value>) {
  const { label, isLabelHidden = false, fault, value, options, onChange, disabled = false } = choice
  return (
    <Field label={label} isLabelHidden={isLabelHidden} fault={fault}>
      {(props) => (
        <span className="relative block">
          <select
            {...props}
            value={value}
            disabled={disabled}
            onChange={({ target }) => {
              const chosen = options.find((option) => option.value === target.value)
              if (chosen !== undefined) onChange(chosen.value)
            }}
            className={clsx(boxClass, 'h-8 appearance-none truncate pe-8', borderOf(fault))}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            size={14}
            aria-hidden
            className="pointer-events-none absolute top-1/2 end-2.5 -translate-y-1/2 text-muted"
          />
        </span>
      )}
    </Field>
  )
}
