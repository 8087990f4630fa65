// SPDX-License-Identifier: MIT

import { SetUpError } from '../set-up/progress.mjs';

/**
 * @param least the smallest number that will do
 * @throws SetUpError that names the option and shows the usage
 */
export function numberOf(name, text, usage, least = 1) {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < least) {
        throw new SetUpError(`--${name} takes a whole number from ${least} on.\n\n${usage}`);
    }
    return number;
}

/** @throws SetUpError that shows the usage */
export function secondsOf(text, usage) {
    const seconds = Number(text);
    if (!(seconds > 0 && seconds <= 3600)) {
        throw new SetUpError(`--seconds takes a number above 0, up to 3600.\n\n${usage}`);
    }
    return seconds;
}

/** @throws SetUpError that names the option and shows the usage */
export function namesOf(name, text, known, usage) {
    const names = text.split(',').map(part => part.trim());
    const unknown = names.find(part => !known.includes(part));
    if (unknown !== undefined) {
        throw new SetUpError(`--${name} takes some of ${known.join(', ')}, and not “${unknown}”.\n\n${usage}`);
    }
    return names;
}
