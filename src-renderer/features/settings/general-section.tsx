import { zoomOfHost } from '../../host/current-host.ts'
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
import { chooseLanguage, language, languageNames, words } from '../../words/words.ts'
import { Group, Setting } from './setting.tsx'

const { general, sections } = words.settings

/** The made-up languages are for whoever works on Switchyard: they are left here, and not found. */
const languagesOffered = languageNames.filter((name) => name === 'en' || name === language)

/** How the interface looks and speaks. */
export function GeneralSection() {
  const [{ theme, contrast, motion, density }, choose] = useAppearance()
  const [start, setStart] = useStartChoice()
  const zoom = zoomOfHost()
  const speak = (name: string) => {
    const chosen = languageNames.find((each) => each === name)
    if (chosen === undefined) return
    chooseLanguage(chosen)
    location.reload()
  }
  return (
    <Group title={sections.general}>
      <Setting title={general.theme} isChanged={theme !== 'system'}>
        <Segmented
          label={general.theme}
          value={theme}
          choices={themeChoices.map((value) => ({ value, label: general.themes[value] }))}
          onChoose={(value) => choose({ theme: value })}
        />
      </Setting>
      <Setting title={general.contrast} isChanged={contrast !== 'system'}>
        <Segmented
          label={general.contrast}
          value={contrast}
          choices={contrastChoices.map((value) => ({ value, label: general.contrasts[value] }))}
          onChoose={(value) => choose({ contrast: value })}
        />
      </Setting>
      <Setting title={general.motion} about={general.motionAbout} isChanged={motion !== 'system'}>
        <Segmented
          label={general.motion}
          value={motion}
          choices={motionChoices.map((value) => ({ value, label: general.motions[value] }))}
          onChoose={(value) => choose({ motion: value })}
        />
      </Setting>
      <Setting title={general.density} about={general.densityAbout} isChanged={density !== 'normal'}>
        <Segmented
          label={general.density}
          value={density}
          choices={densityChoices.map((value) => ({ value, label: general.densities[value] }))}
          onChoose={(value) => choose({ density: value })}
        />
      </Setting>
      <Setting title={general.start} isChanged={start !== 'last'}>
        <Segmented
          label={general.start}
          value={start}
          choices={startChoices.map((value) => ({ value, label: general.starts[value] }))}
          onChoose={setStart}
        />
      </Setting>
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
