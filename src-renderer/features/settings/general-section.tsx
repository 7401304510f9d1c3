import { chooseLanguage, language, languageNames, words } from '#shared/words/words.ts'
import { currentHost } from '../../host/current-host.ts'
import { startChoices, useStartChoice } from '../../stores/start-choice.ts'
import {
  contrastChoices,
  densityChoices,
  motionChoices,
  themeChoices,
  useAppearance,
} from '../../theme/appearance.ts'
import { Button } from '../../ui/controls/button.tsx'
import { ChoiceField } from '../../ui/controls/field.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Group, Setting } from './setting.tsx'

const { general, sections } = words.settings

/** Pseudo-languages are for developers: an active one is listed so that it can be left, but none is offered. */
const languagesOffered = languageNames.filter((name) => name === 'en' || name === language)

/** Appearance and language of the interface. */
export function GeneralSection() {
  const [{ theme, contrast, motion, density }, choose] = useAppearance()
  const [start, setStart] = useStartChoice()
  const zoom = currentHost().zoom
  const speak = (name: string) => {
    const chosen = languageNames.find((each) => each === name)
    if (chosen === undefined) return
    chooseLanguage(chosen)
    location.reload()
  }
  return (
    <Group title={sections.general}>
      <ChoiceSetting
        {...{ title: general.theme, value: theme, names: general.themes, choices: themeChoices }}
        onChoose={(value) => choose({ theme: value })}
      />
      <ChoiceSetting
        {...{ title: general.contrast, value: contrast, names: general.contrasts, choices: contrastChoices }}
        onChoose={(value) => choose({ contrast: value })}
      />
      <ChoiceSetting
        {...{ title: general.motion, value: motion, names: general.motions, choices: motionChoices }}
        about={general.motionAbout}
        onChoose={(value) => choose({ motion: value })}
      />
      <ChoiceSetting
        {...{ title: general.density, value: density, names: general.densities, choices: densityChoices }}
        about={general.densityAbout}
        onChoose={(value) => choose({ density: value })}
      />
      <ChoiceSetting
        {...{ title: general.start, value: start, names: general.starts, choices: startChoices }}
        onChoose={setStart}
      />
      <Setting title={general.zoom} {...(zoom === null && { about: general.zoomAbout })}>
        {zoom !== null && (
          <>
            <Button onClick={() => zoom('out')}>{general.zoomOut}</Button>
            <Button onClick={() => zoom('reset')}>{general.zoomReset}</Button>
            <Button onClick={() => zoom('in')}>{general.zoomIn}</Button>
          </>
        )}
      </Setting>
      {languagesOffered.length > 1 && (
        <Setting
          title={general.language}
          about={general.languageAbout}
          isChanged={language !== languageNames[0]}
        >
          <div className="w-48">
            <ChoiceField
              label={general.language}
              isLabelHidden
              value={language}
              options={languagesOffered.map((value) => ({ value, label: general.languages[value] }))}
              onChange={speak}
            />
          </div>
        </Setting>
      )}
    </Group>
  )
}

interface ChoiceSettingProps<Value extends string> {
  readonly title: string
  readonly about?: string
  /** The default comes first. */
  readonly choices: readonly Value[]
  readonly names: Readonly<Record<Value, string>>
  readonly value: Value
  readonly onChoose: (value: Value) => void
}

/** A choice from a few visible values. */
function ChoiceSetting<Value extends string>(props: ChoiceSettingProps<Value>) {
  const { title, about, choices, names, value, onChoose } = props
  return (
    <Setting title={title} about={about} isChanged={value !== choices[0]}>
      <Segmented
        label={title}
        value={value}
        choices={choices.map((each) => ({ value: each, label: names[each] }))}
        onChoose={onChoose}
      />
    </Setting>
  )
}
