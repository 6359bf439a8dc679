package text

// Columns is how many columns a text takes.
func Columns(s string) int { return columns([]byte(s)) }
