// SPDX-License-Identifier: MIT

import { SetUpError } from '../set-up/progress.mjs';

/**
 * @param least the smallest valid number
 * @throws SetUpError that names the option and shows the usage
 */
export function numberOf(name, text, usage, least = 1) {
    const number = Number(text);
    if (text.trim() === '' || !Number.isInteger(number) || number < least) {
        throw new SetUpError(`--${name} must be a whole number of ${least} or more.\n\n${usage}`);
    }
    return number;
}

/** @throws SetUpError that shows the usage */
export function secondsOf(text, usage) {
    const seconds = Number(text);
    if (!(seconds > 0 && seconds <= 3600)) {
        throw new SetUpError(`--seconds must be a number above 0, and at most 3600.\n\n${usage}`);
    }
    return seconds;
}

/** @throws SetUpError that names the option and shows the usage */
export function namesOf(name, text, known, usage) {
    const names = text.split(',').map(part => part.trim());
    const unknown = names.find(part => !known.includes(part));
    if (unknown !== undefined) {
        throw new SetUpError(`--${name} cannot be “${unknown}”. Use any of ${known.join(', ')}.\n\n${usage}`);
    }
    return names;
}
