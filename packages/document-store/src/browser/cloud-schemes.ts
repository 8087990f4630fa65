// SPDX-License-Identifier: MIT

/** The scheme of an old version of a cloud document: `sanyam-version://<document id>/<number>/<name>`. */
export const VERSION_SCHEME = 'sanyam-version';

/** The scheme of the read-only text on the left side of a comparison, which only this window has. */
export const COMPARED_SCHEME = 'sanyam-compared';
