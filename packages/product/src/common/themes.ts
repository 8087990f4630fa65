// SPDX-License-Identifier: MIT

import { DARK_PALETTE, LIGHT_PALETTE, ThemePalette } from './theme-palette';
import { TokenColor, tokenColors } from './token-colors';
import { workbenchColors } from './workbench-colors';

export interface ColorTheme {
    /** The id that the user's settings store. */
    readonly id: string;
    readonly label: string;
    readonly uiTheme: 'vs' | 'vs-dark';
    readonly palette: ThemePalette;
    /** The theme in the format of a VS Code color theme. */
    readonly json: { colors: Record<string, string>; tokenColors: TokenColor[] };
}

function theme(id: string, label: string, uiTheme: ColorTheme['uiTheme'], palette: ThemePalette): ColorTheme {
    return {
        id,
        label,
        uiTheme,
        palette,
        json: { colors: workbenchColors(palette), tokenColors: tokenColors(palette) }
    };
}

export const THEMES: readonly ColorTheme[] = [
    theme('sanyam-light', 'Sanyam Light', 'vs', LIGHT_PALETTE),
    theme('sanyam-dark', 'Sanyam Dark', 'vs-dark', DARK_PALETTE)
];
