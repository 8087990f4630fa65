// SPDX-License-Identifier: MIT

/** The colors of a theme by their purpose, as `#rrggbb`. */
export interface ThemePalette {
    /** Backgrounds, from the editor outwards to the edges of the window. */
    readonly editor: string;
    readonly sideBar: string;
    readonly frame: string;
    /** The background of menus, dialogs, quick picks and notifications. */
    readonly raised: string;
    readonly input: string;
    readonly border: string;
    readonly lineHighlight: string;
    readonly hover: string;
    readonly selected: string;
    readonly selection: string;

    readonly text: string;
    readonly muted: string;
    readonly accent: string;
    readonly button: string;
    readonly buttonHover: string;
    readonly onButton: string;

    readonly error: string;
    readonly warning: string;
    readonly information: string;
    readonly added: string;
    readonly modified: string;
    readonly removed: string;

    readonly comment: string;
    readonly keyword: string;
    readonly string: string;
    readonly number: string;
    readonly type: string;
    readonly function: string;
    readonly parameter: string;
    readonly tag: string;
    readonly regexp: string;
}

export const LIGHT_PALETTE: ThemePalette = {
    editor: '#fdfcfa',
    sideBar: '#f5f3ee',
    frame: '#ece9e2',
    raised: '#faf8f4',
    input: '#ffffff',
    border: '#dad5ca',
    lineHighlight: '#f5f2ec',
    hover: '#e9e5dc',
    selected: '#d6e6e1',
    selection: '#c9e0da',

    text: '#2b3036',
    muted: '#5a626b',
    accent: '#1c6b62',
    button: '#1c6b62',
    buttonHover: '#15544d',
    onButton: '#ffffff',

    error: '#b3261e',
    warning: '#8a5300',
    information: '#1f5fa8',
    added: '#286632',
    modified: '#1f5fa8',
    removed: '#b3261e',

    comment: '#596068',
    keyword: '#7a3e9d',
    string: '#286632',
    number: '#944706',
    type: '#0d6873',
    function: '#2157a5',
    parameter: '#6d4c12',
    tag: '#a3323f',
    regexp: '#9a2f63'
};

export const DARK_PALETTE: ThemePalette = {
    editor: '#1a1e24',
    sideBar: '#16191f',
    frame: '#12151a',
    raised: '#20252c',
    input: '#242a32',
    border: '#2f363f',
    lineHighlight: '#20252c',
    hover: '#262c34',
    selected: '#223b38',
    selection: '#243e3a',

    text: '#d5dae1',
    muted: '#a1aab5',
    accent: '#7fbfb3',
    button: '#2b6f66',
    buttonHover: '#307d74',
    onButton: '#ffffff',

    error: '#f0908a',
    warning: '#e2b46c',
    information: '#8fb8ea',
    added: '#9fca96',
    modified: '#8fb8ea',
    removed: '#f0908a',

    comment: '#9aa4ae',
    keyword: '#c8a6e3',
    string: '#a7cb9c',
    number: '#e3b27e',
    type: '#86c6c9',
    function: '#92b9ec',
    parameter: '#e0caa6',
    tag: '#e99393',
    regexp: '#dda2bb'
};
