// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { ThemePalette } from './theme-palette';
import { THEMES } from './themes';

/** The minimum contrast in WCAG 2.2, level AA: for text (1.4.3) and for graphics (1.4.11). */
const TEXT_CONTRAST = 4.5;
const GRAPHICS_CONTRAST = 3;

const backgrounds = ['editor', 'sideBar', 'frame', 'raised', 'input', 'lineHighlight', 'hover', 'selected'] as const;
const shellTexts = [
    'text',
    'muted',
    'accent',
    'error',
    'warning',
    'information',
    'added',
    'modified',
    'removed'
] as const;
const sourceTexts = [
    ...(['text', 'comment', 'keyword', 'string', 'number', 'type', 'function', 'parameter', 'tag', 'regexp'] as const)
];

/** Returns red, green, blue and opacity of `#rrggbb` or `#rrggbbaa`, each from 0 to 1. */
function channels(color: string): [number, number, number, number] {
    expect(color).to.match(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
    const channel = (start: number) => parseInt(color.slice(start, start + 2) || 'ff', 16) / 255;
    return [channel(1), channel(3), channel(5), channel(7)];
}

/** Returns the relative luminance as defined in WCAG. */
function luminance(color: string): number {
    const [red, green, blue] = channels(color).map(value =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    ) as [number, number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(foreground: string, background: string): number {
    const [lighter, darker] = [luminance(foreground), luminance(background)].sort((a, b) => b - a) as [number, number];
    return (lighter + 0.05) / (darker + 0.05);
}

/** Returns the color that results from painting a translucent color on an opaque background. */
function painted(color: string, background: string): string {
    const [, , , opacity] = channels(color);
    const behind = channels(background);
    const mixed = channels(color).map((value, index) => value * opacity + (behind[index] ?? 0) * (1 - opacity));
    return `#${mixed
        .slice(0, 3)
        .map(value =>
            Math.round(value * 255)
                .toString(16)
                .padStart(2, '0')
        )
        .join('')}`;
}

function expectReadable(
    palette: ThemePalette,
    texts: readonly (keyof ThemePalette)[],
    background: string,
    where: string
) {
    for (const text of texts) {
        expect(contrast(palette[text], background), `${text} on ${where}`).to.be.at.least(TEXT_CONTRAST);
    }
}

for (const { label, palette, json } of THEMES) {
    describe(label, () => {
        it('writes each color as #rrggbb or #rrggbbaa', () => {
            for (const color of Object.values(json.colors)) {
                channels(color);
            }
        });

        it('uses opaque token colors, because Theia ignores opacity there', () => {
            for (const { settings } of json.tokenColors) {
                expect(settings.foreground ?? palette.text).to.match(/^#[0-9a-f]{6}$/);
            }
        });

        it('has readable text on each background', () => {
            for (const background of backgrounds) {
                expectReadable(palette, shellTexts, palette[background], background);
            }
        });

        it('has readable source text in the editor, on the current line and in a selection', () => {
            for (const background of ['editor', 'lineHighlight', 'selection'] as const) {
                expectReadable(palette, sourceTexts, palette[background], background);
            }
        });

        it('has readable source text on the inserted and removed lines of a diff', () => {
            for (const change of ['inserted', 'removed']) {
                const line = painted(json.colors[`diffEditor.${change}LineBackground`] ?? '', palette.editor);
                const text = painted(json.colors[`diffEditor.${change}TextBackground`] ?? '', line);
                expectReadable(palette, sourceTexts, text, `${change} text`);
            }
        });

        it('has readable buttons and badges', () => {
            expect(contrast(palette.onButton, palette.button)).to.be.at.least(TEXT_CONTRAST);
            expect(contrast(palette.onButton, palette.buttonHover)).to.be.at.least(TEXT_CONTRAST);
        });

        it('has a visible focus border on each background', () => {
            for (const background of backgrounds) {
                expect(contrast(palette.accent, palette[background]), background).to.be.at.least(GRAPHICS_CONTRAST);
            }
        });
    });
}
