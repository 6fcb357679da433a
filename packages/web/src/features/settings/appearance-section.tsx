import { AccentDots } from '../../design/accent-dots.tsx'
import { densities, themes } from '../../design/appearance.ts'
import { RadioCards } from '../../design/radio-cards.tsx'
import { Select } from '../../design/select.tsx'
import { Switch } from '../../design/switch.tsx'
import { ThemePicture } from '../../design/theme-picture.tsx'
import { modKey } from '../../live/platform.ts'
import { languages, messageStyles, preferences, usePreferences } from '../../live/preferences.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { ThreadPlaceChoice } from './thread-place-choice.tsx'

/** How Kith looks on this device, and where one reads threads on all of them; each choice is taken over at once. */
export function AppearanceSection() {
  const { settings } = useMoreWords()
  const t = settings.appearance
  const { theme, accent, density, messageStyle, sendKey, language, hasPreviews } = usePreferences()
  return (
    <div className="flex flex-col gap-8">
      <RadioCards
        label={t.theme}
        value={theme ?? 'system'}
        onValueChange={(value) => preferences.set({ theme: value === 'system' ? null : value })}
        options={[
          {
            value: 'system',
            label: t.themes.system,
            picture: (
              <span className="grid grid-cols-2">
                <ThemePicture theme="light" accent={accent} />
                <ThemePicture theme="dark" accent={accent} />
              </span>
            ),
          },
          ...themes.map((value) => ({
            value,
            label: t.themes[value],
            picture: <ThemePicture theme={value} accent={accent} />,
          })),
        ]}
      />
      <AccentDots
        label={t.accent}
        value={accent}
        names={t.accents}
        onValueChange={(value) => preferences.set({ accent: value })}
      />
      <RadioCards
        label={t.messages}
        value={messageStyle}
        onValueChange={(value) => preferences.set({ messageStyle: value })}
        options={messageStyles.map((value) => ({ value, label: t.messageStyles[value], hint: t.messageHints[value] }))}
      />
      <RadioCards
        label={t.density}
        value={density}
        onValueChange={(value) => preferences.set({ density: value })}
        options={densities.map((value) => ({ value, label: t.densities[value], hint: t.densityHints[value] }))}
      />
      <ThreadPlaceChoice />
      <RadioCards
        label={t.sendKey}
        value={sendKey}
        onValueChange={(value) => preferences.set({ sendKey: value })}
        options={[
          { value: 'enter', label: t.sendKeys.enter, hint: t.sendHints.enter },
          { value: 'mod-enter', label: t.sendKeys['mod-enter'](modKey), hint: t.sendHints['mod-enter'] },
        ]}
      />
      <Switch
        label={t.previews}
        hint={t.previewsHint}
        isOn={hasPreviews}
        onIsOnChange={(isOn) => preferences.set({ hasPreviews: isOn })}
      />
      <Select
        label={t.language}
        hint={t.languageHint}
        value={language}
        onValueChange={(value) => preferences.set({ language: value })}
        options={languages.map((value) => ({ value, label: t.languages[value] }))}
        className="max-w-xs"
      />
    </div>
  )
}
