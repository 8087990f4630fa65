// SPDX-License-Identifier: MIT

/**
 * Folders that hold no text of the user: what version control keeps, and what a package manager installs. Other programs
 * run what lies in them. `git~1` is the short name of `.git` on Windows.
 */
const NEVER = /^(?:\.git|\.hg|\.svn|node_modules|git~\d)[. ]*$/i;

/**
 * Returns whether a transfer of a folder leaves a name out, in both directions. Names with a dot in front are hidden: they
 * often have settings and secrets of this machine, and other programs obey them. Somebody else can have made a document
 * of this name.
 *
 * @param name of a file or a folder, without its path
 */
export function isLeftOut(name: string, withHidden: boolean): boolean {
    return NEVER.test(name) || (name.startsWith('.') && !withHidden);
}
