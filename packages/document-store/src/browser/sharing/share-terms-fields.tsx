// SPDX-License-Identifier: MIT

import { sharePermissionSchema, type SharePermission } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';

/** Returns what a permission allows, for lists. */
export function permissionLabel(permission: SharePermission): string {
    return {
        view: nls.localize('sanyam/share/view', 'Can view'),
        edit: nls.localize('sanyam/share/edit', 'Can edit'),
        admin: nls.localize('sanyam/share/admin', 'Can edit and delete')
    }[permission];
}

interface PermissionFieldProperties {
    readonly value: SharePermission;
    readonly onChange: (permission: SharePermission) => void;
    readonly label?: string;
    readonly disabled?: boolean;
}

/** A list of the permissions of shares. */
export function PermissionField({ value, onChange, label, disabled }: PermissionFieldProperties): React.ReactElement {
    return (
        <select
            className="theia-select"
            aria-label={label}
            disabled={disabled}
            value={value}
            onChange={event => onChange(sharePermissionSchema.parse(event.currentTarget.value))}
        >
            {sharePermissionSchema.options.map(permission => (
                <option key={permission} value={permission}>
                    {permissionLabel(permission)}
                </option>
            ))}
        </select>
    );
}

/** RFC 3339 has no years of five digits. */
const LAST_DAY = '9999-12-31';
const LAST_END = Date.parse(`${LAST_DAY}T23:59:59Z`);

interface EndFieldProperties {
    /** RFC 3339. Undefined: no end. */
    readonly value: string | undefined;
    /** Called with whole days only; with undefined when the user has emptied the field. */
    readonly onChange: (value: string | undefined) => void;
    readonly label?: string;
    /** A change is on its way. */
    readonly isBusy?: boolean;
    /** Whether half a day stays in the field without the focus, for a form that refuses to be sent with it. */
    readonly keepsIncomplete?: boolean;
}

/**
 * The last day of a share in the user's time zone. A day is whole when the field loses the focus, or with Enter: before,
 * `0202` is a year, and a field with a part taken out looks empty to the page.
 */
export function EndField({ value, onChange, label, isBusy, keepsIncomplete }: EndFieldProperties): React.ReactElement {
    const field = React.useRef<HTMLInputElement>(null);
    const day = value === undefined ? '' : dayOf(new Date(value));
    // The browser owns what is being typed, so that nothing is drawn over it.
    const restore = (): void => {
        if (field.current) {
            field.current.value = day;
        }
    };
    React.useLayoutEffect(restore, [day, isBusy]);
    const commit = ({ validity, value: typed }: HTMLInputElement): void => {
        if (validity.valid && !isBusy && typed !== day) {
            onChange(typed === '' ? undefined : endOf(typed));
        }
    };
    return (
        <input
            ref={field}
            className="theia-input"
            type="date"
            aria-label={label}
            aria-busy={isBusy}
            // A disabled field would lose the focus.
            readOnly={isBusy}
            min={dayOf(new Date())}
            // The browser refuses a later day with a sentence.
            max={LAST_DAY}
            onBlur={({ currentTarget }) => {
                commit(currentTarget);
                if (!currentTarget.validity.valid && !keepsIncomplete) {
                    restore();
                }
            }}
            onKeyDown={({ key, currentTarget }) => {
                if (key === 'Enter' && currentTarget.reportValidity()) {
                    commit(currentTarget);
                }
            }}
        />
    );
}

/** Returns the day of a time in the user's time zone: `2026-11-26`. */
export function dayOf(time: Date): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/**
 * Returns the last second of a day in the user's time zone as RFC 3339: where the clock changes at midnight, it is not
 * 23:59:59. Throws a RangeError for a text that is no day: a share without an end must not come of it.
 */
export function endOf(day: string): string {
    const next = new Date(`${day}T12:00:00`);
    next.setDate(next.getDate() + 1);
    next.setHours(0, 0, 0, 0);
    return new Date(Math.min(next.getTime() - 1000, LAST_END)).toISOString();
}
