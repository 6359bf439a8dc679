package incidenttest

// RuleNames returns the names of the rules for lifecycles.
func RuleNames() []string {
	var names []string
	for _, r := range lifecycleRules() {
		names = append(names, r.name)
	}
	return names
}
