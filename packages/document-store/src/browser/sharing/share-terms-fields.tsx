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

interface EndFieldProperties {
    /** RFC 3339. Undefined: no end. */
    readonly value: string | undefined;
    readonly onChange: (value: string | undefined) => void;
    readonly label?: string;
    readonly disabled?: boolean;
}

/** The last day of a share in the user's time zone. */
export function EndField({ value, onChange, label, disabled }: EndFieldProperties): React.ReactElement {
    return (
        <input
            className="theia-input"
            type="date"
            aria-label={label}
            disabled={disabled}
            min={dayOf(new Date())}
            value={value === undefined ? '' : dayOf(new Date(value))}
            onChange={event => onChange(endOf(event.currentTarget.value))}
        />
    );
}

/** Returns the day of a time in the user's time zone: `2026-11-26`. */
export function dayOf(time: Date): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** Returns the last second of a day in the user's time zone as RFC 3339; undefined for an incomplete day. */
export function endOf(day: string): string | undefined {
    const end = new Date(`${day}T23:59:59`);
    return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}
