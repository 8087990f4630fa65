// SPDX-License-Identifier: MIT

/** Escapes a text for the labels of quick picks, which show `$(x)` as an icon. */
export function escapeIcons(text: string): string {
    return text.replaceAll('$(', '\\$(');
}
